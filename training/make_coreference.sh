#!/usr/bin/env bash
# Makes knowledge/models/coreference.bin from GUM's training part: about a minute. To be run again after the language net has changed,
# whose trees it reads.
#
#     training/make_coreference.sh GUM_FOLDER
set -euo pipefail
gum=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
data=$(mktemp)
trap 'rm -f "$data"' EXIT
python3 training/gum.py "$gum/train.conllu" > "$data"
cargo run --locked --release --example train_coreference -- "$data" knowledge/models/coreference.bin
