//! The net: every word of a paragraph read once, in both directions, and what is read off it.
//!
//! In: the tokens of a paragraph. Out: scores of tags, of sentence ends and of names for each word, and of arcs and their
//! labels within a sentence. The layers are those of `training/net.py`: one convolution over three words, then
//! recurrences with a gate that needs no exponential.

use super::features::{AFFIXES, Forms};
use super::kernel::{LANES, multiply, normalise, place, recur};
use super::names::TAGS;
use super::tags::agreeing;
use super::tree::{Scores, best_tree};
use super::weights::{Parts, Rows};
use crate::error::Error;
use crate::text::Span;
use std::ops::Range;

/// The weights, with the labels that their numbers stand for.
#[derive(Debug)]
pub(super) struct Net {
    width: usize,
    arc: usize,
    words: Rows,
    affixes: Rows,
    shapes: Rows,
    norm: Norm,
    conv_norm: Norm,
    conv: Layer,
    recurrences: Vec<(Norm, Layer, Layer)>,
    tags: Layer,
    arcs: Layer,
    bilinear: Layer,
    head_bias: &'static [f32],
    root_head: &'static [f32],
    root_relation: &'static [f32],
    distance: &'static [f32],
    relation_distance: &'static [f32],
    relations: Layer,
    pub(super) upos: Vec<&'static str>,
    pub(super) xpos: Vec<&'static str>,
    /// For each of `xpos`, a bit for each of `upos` that goes with it.
    agreeing: Vec<u32>,
    pub(super) rel: Vec<&'static str>,
    /// The number of the label that the root alone bears.
    root_label: usize,
}

#[derive(Debug)]
struct Layer {
    weights: &'static [f32],
    bias: &'static [f32],
}

impl Layer {
    fn of(&self, x: &[f32], out: &mut Vec<f32>) {
        let inner = self.weights.len() / self.bias.len();
        out.clear();
        out.resize(x.len() / inner * self.bias.len(), 0.0);
        multiply(x, self.weights, self.bias, out);
    }
}

#[derive(Debug)]
struct Norm {
    scale: &'static [f32],
    shift: &'static [f32],
}

/// Memory that one paragraph after another uses.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    forms: Forms,
    /// What the encoder gives, a row a word.
    x: Vec<f32>,
    y: Vec<f32>,
    wide: Vec<f32>,
    tags: Vec<f32>,
    arcs: Vec<f32>,
    dependents: Vec<f32>,
    queries: Vec<f32>,
    keys: Vec<f32>,
    bias: Vec<f32>,
    scores: Vec<f32>,
    heads: Vec<u32>,
    labels: Vec<f32>,
}

/// A word's head, as an index into its sentence or `None` at the root, and the number of its label.
pub(super) type Arc = (Option<u32>, usize);

/// Directions and lengths that an arc's score tells apart: eight exact lengths, then two an octave, and the root.
const BUCKETS: usize = 33;

impl Net {
    pub(super) fn open(bytes: &'static [u8]) -> Result<Self, Error> {
        let parts = Parts::open(bytes)?;
        let wrong = |what: &str| Error::knowledge(format!("models/language.bin: {what}"));
        let norm = |name: &str| -> Result<Norm, Error> {
            Ok(Norm { scale: parts.floats(&format!("{name}.scale"))?, shift: parts.floats(&format!("{name}.shift"))? })
        };
        let first = norm("norm")?;
        let width = first.scale.len();
        let layer = |name: &str, inner: usize| -> Result<Layer, Error> {
            let layer = Layer {
                weights: parts.floats(&format!("{name}.weights"))?,
                bias: parts.floats(&format!("{name}.bias"))?,
            };
            let fits = layer.bias.len().is_multiple_of(LANES) && layer.weights.len() == inner * layer.bias.len();
            if fits { Ok(layer) } else { Err(wrong(&format!("{name:?} does not fit"))) }
        };
        let head_bias = parts.floats("head.bias")?;
        let arc = head_bias.len().saturating_sub(1);
        let recurrence = |nth: usize| -> Result<(Norm, Layer, Layer), Error> {
            Ok((
                norm(&format!("rec{nth}"))?,
                layer(&format!("rec{nth}.gates"), width)?,
                layer(&format!("rec{nth}.out"), width)?,
            ))
        };
        let layers = parts.labels("layers")?.first().and_then(|number| number.parse::<usize>().ok()).unwrap_or(0);
        let (upos, xpos, rel) = (parts.labels("upos")?, parts.labels("xpos")?, parts.labels("rel")?);
        let net = Self {
            width,
            arc,
            words: parts.rows("words", width)?,
            affixes: parts.rows("affixes", width)?,
            shapes: parts.rows("shapes", width)?,
            norm: first,
            conv_norm: norm("conv")?,
            conv: layer("conv", 3 * width)?,
            recurrences: (0..layers).map(recurrence).collect::<Result<_, _>>()?,
            tags: layer("tags", width)?,
            arcs: layer("arcs", width)?,
            bilinear: layer("bilinear", arc)?,
            head_bias,
            root_head: parts.floats("root.head")?,
            root_relation: parts.floats("root.relation")?,
            distance: parts.floats("distance")?,
            relation_distance: parts.floats("relation.distance")?,
            relations: layer("relations", arc)?,
            agreeing: xpos.iter().map(|tag| agreeing(tag, &upos)).collect(),
            upos,
            xpos,
            root_label: rel.iter().position(|&label| label == "root").ok_or_else(|| wrong("no label for the root"))?,
            rel,
        };
        let fits = width.is_multiple_of(2 * LANES)
            && arc.is_multiple_of(LANES)
            && net.arcs.bias.len() == 4 * arc
            && net.bilinear.bias.len() == arc
            && net.root_head.len() == arc
            && net.root_relation.len() == arc
            && net.distance.len() == BUCKETS
            && net.relation_distance.len() == BUCKETS * arc
            && net.relations.bias.len() >= net.rel.len()
            && net.upos.len() <= u32::BITS as usize
            && net.tags.bias.len() > net.upos.len() + net.xpos.len() + TAGS;
        if fits { Ok(net) } else { Err(wrong("the parts do not fit each other")) }
    }

    /// Reads the tokens of a paragraph; the scores are then in `scratch`.
    pub(super) fn read(&self, text: &str, tokens: &[Span], scratch: &mut Scratch) {
        let width = self.width;
        let Scratch { forms, x, y, wide, tags, arcs, dependents, queries, .. } = scratch;
        y.clear();
        y.resize(tokens.len() * width, 0.0);
        for (span, row) in tokens.iter().zip(y.chunks_exact_mut(width)) {
            forms.set(span.of(text));
            self.look_up(forms, row);
        }
        x.clear();
        x.resize(y.len(), 0.0);
        normalise(y, self.norm.scale, self.norm.shift, x);

        // The convolution sees each word between its neighbours, and zeros beyond the ends.
        normalise(x, self.conv_norm.scale, self.conv_norm.shift, y);
        let mut around = std::mem::take(wide);
        around.clear();
        around.resize(3 * y.len(), 0.0);
        for (at, row) in around.chunks_exact_mut(3 * width).enumerate() {
            for (nth, part) in row.chunks_exact_mut(width).enumerate() {
                if let Some(word) = (at + nth).checked_sub(1)
                    && let Some(word) = y.get(word * width..(word + 1) * width)
                {
                    part.copy_from_slice(word);
                }
            }
        }
        self.conv.of(&around, y);
        *wide = around;
        for (x, y) in x.iter_mut().zip(&*y) {
            *x += y.max(0.0);
        }

        for (norm, gates, out) in &self.recurrences {
            normalise(x, norm.scale, norm.shift, y);
            gates.of(y, wide);
            recur(wide, width, y);
            out.of(y, wide);
            for (x, y) in x.iter_mut().zip(&*wide) {
                *x += y;
            }
        }
        self.tags.of(x, tags);
        self.arcs.of(x, arcs);
        // Heads and dependents of arcs, then of labels; only the first two pass a threshold by themselves.
        for row in arcs.chunks_exact_mut(4 * self.arc) {
            for value in &mut row[..2 * self.arc] {
                *value = value.max(0.0);
            }
        }
        dependents.clear();
        for row in arcs.chunks_exact(4 * self.arc) {
            dependents.extend_from_slice(&row[self.arc..2 * self.arc]);
        }
        self.bilinear.of(dependents, queries);
    }

    fn look_up(&self, forms: &Forms, row: &mut [f32]) {
        match self.words.find(forms.word()) {
            // A known word's row holds its affixes.
            Some(word) => self.words.add(word, row),
            None => {
                self.words.add(0, row);
                for (nth, affix) in forms.affixes().into_iter().enumerate() {
                    // The first rows are those of unknown affixes.
                    self.affixes.add(self.affixes.find(affix).unwrap_or(nth), row);
                }
            }
        }
        self.shapes.add(self.shapes.find(forms.shape()).unwrap_or(0), row);
    }

    fn tag_row<'a>(&self, scratch: &'a Scratch, word: usize) -> &'a [f32] {
        &scratch.tags[word * self.tags.bias.len()..][..self.tags.bias.len()]
    }

    /// The numbers of a word's parts of speech, universal and of the Penn Treebank: the likeliest two that go together.
    pub(super) fn parts_of_speech(&self, scratch: &Scratch, word: usize) -> (usize, usize) {
        let (upos, rest) = self.tag_row(scratch, word).split_at(self.upos.len());
        let xpos = &rest[..self.xpos.len()];
        let goes = |pos: usize, tag: usize| self.agreeing[tag] >> pos & 1 == 1;
        let alone = (best(upos), best(xpos));
        if goes(alone.0, alone.1) {
            return alone;
        }
        // The scores are logarithms of likelihoods, up to a constant.
        let pairs = (0..xpos.len()).flat_map(|tag| (0..upos.len()).map(move |pos| (pos, tag)));
        let likely = |&(pos, tag): &(usize, usize)| upos[pos] + xpos[tag];
        let together = pairs.filter(|&(pos, tag)| goes(pos, tag));
        together.max_by(|one, other| likely(one).total_cmp(&likely(other))).unwrap_or(alone)
    }

    /// The scores of a word's tags of names.
    pub(super) fn name_scores(&self, scratch: &Scratch, word: usize) -> [f32; TAGS] {
        let from = self.upos.len() + self.xpos.len();
        std::array::from_fn(|tag| self.tag_row(scratch, word)[from + tag])
    }

    /// Whether a sentence ends with this word.
    pub(super) fn ends_sentence(&self, scratch: &Scratch, word: usize) -> bool {
        self.tag_row(scratch, word)[self.upos.len() + self.xpos.len() + TAGS] > 0.0
    }

    /// The tree of a sentence: `found` takes an arc for each of its words, in order.
    pub(super) fn find_arcs(&self, scratch: &mut Scratch, sentence: Range<usize>, mut found: impl FnMut(Arc)) {
        let (arc, len) = (self.arc, sentence.len());
        let columns = (len + 1).next_multiple_of(LANES);
        let Scratch { arcs, queries, keys, bias, scores, heads, labels, y, .. } = scratch;
        let row = |word: usize| &arcs[(sentence.start + word) * 4 * arc..][..4 * arc];
        // Column 0 is the root.
        keys.clear();
        keys.resize(arc * columns, 0.0);
        bias.clear();
        bias.resize(columns, 0.0);
        for column in 0..=len {
            let head = if column == 0 { self.root_head } else { &row(column - 1)[..arc] };
            bias[column] = self.head_bias[arc];
            for (k, &value) in head.iter().enumerate() {
                keys[place(arc, k, column)] = value;
                bias[column] += value * self.head_bias[k];
            }
        }
        scores.clear();
        scores.resize(len * columns, 0.0);
        multiply(&queries[sentence.start * arc..sentence.end * arc], keys, bias, scores);
        for (dependent, row) in scores.chunks_exact_mut(columns).enumerate() {
            row[0] += self.distance[BUCKETS - 1];
            for (head, score) in row[1..=len].iter_mut().enumerate() {
                *score += self.distance[bucket(dependent, head)];
            }
        }
        best_tree(&Scores { values: scores, stride: columns, len }, heads);

        y.clear();
        for (dependent, &head) in heads.iter().enumerate() {
            let own = &row(dependent)[3 * arc..];
            let (head, distance) = match head {
                0 => (self.root_relation, BUCKETS - 1),
                head => (&row(head as usize - 1)[2 * arc..3 * arc], bucket(dependent, head as usize - 1)),
            };
            let distance = &self.relation_distance[distance * arc..][..arc];
            y.extend(
                head.iter().zip(own).zip(distance).map(|((head, own), distance)| (head + own + distance).max(0.0)),
            );
        }
        self.relations.of(y, labels);
        for (&head, row) in heads.iter().zip(labels.chunks_exact_mut(self.relations.bias.len())) {
            let label = if head == 0 {
                self.root_label
            } else {
                row[self.root_label] = f32::NEG_INFINITY;
                best(&row[..self.rel.len()])
            };
            found((head.checked_sub(1), label));
        }
    }
}

fn best(scores: &[f32]) -> usize {
    (1..scores.len()).fold(0, |best, at| if scores[at] > scores[best] { at } else { best })
}

fn bucket(dependent: usize, head: usize) -> usize {
    let length = dependent.abs_diff(head);
    let bucket = if length < 8 { length } else { (8 + (length * length / 64).ilog2() as usize).min(15) };
    if dependent < head { bucket } else { bucket + 16 }
}

const _: () = assert!(AFFIXES.len() == 4, "the table of affixes begins with a row for each kind");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_fall_into_buckets() {
        assert_eq!([1, 7, 8, 11, 12, 16, 100, 1000].map(|length| bucket(0, length)), [1, 7, 8, 8, 9, 10, 15, 15]);
        assert_eq!(bucket(3, 1), 18);
    }
}
