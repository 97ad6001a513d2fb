//! The best tree over a sentence's words.
//!
//! In: a score for each pair of dependent and head. Out: a head for each word, so that the words hang from one root:
//! the maximum spanning tree (Chu & Liu 1965, Edmonds 1967) below the best root. Nearly always the best heads alone form it.

/// Scores of heads: `score(dependent, 0)` of being the root, `score(dependent, head + 1)` of hanging from `head`.
pub(super) struct Scores<'a> {
    pub(super) values: &'a [f32],
    pub(super) stride: usize,
    pub(super) len: usize,
}

impl Scores<'_> {
    fn score(&self, dependent: usize, head: usize) -> f32 {
        self.values[dependent * self.stride + head]
    }

    /// The best head of a word, the first where two are as good.
    fn best(&self, dependent: usize, from: usize) -> usize {
        let mut best = if dependent + 1 == from { from + 1 } else { from };
        for head in best + 1..=self.len {
            if head != dependent + 1 && self.score(dependent, head) > self.score(dependent, best) {
                best = head;
            }
        }
        best
    }
}

/// Heads with one root: 0 for the root, else the index of the head plus one.
pub(super) fn best_tree(scores: &Scores<'_>, heads: &mut Vec<u32>) {
    heads.clear();
    if scores.len == 1 {
        heads.push(0);
        return;
    }
    heads.extend((0..scores.len).map(|dependent| scores.best(dependent, 0) as u32));
    let roots = heads.iter().filter(|&&head| head == 0).count();
    if roots != 1 {
        settle_root(scores, heads, roots);
    }
    if let Some(root) = heads.iter().position(|&head| head == 0)
        && !is_tree(heads)
    {
        *heads = spanning_tree(scores, root);
    }
}

/// Leaves one root: the one that costs least.
fn settle_root(scores: &Scores<'_>, heads: &mut [u32], roots: usize) {
    let loss = |word: usize| scores.score(word, scores.best(word, 1)) - scores.score(word, 0);
    let candidates = (0..scores.len).filter(|&word| roots == 0 || heads[word] == 0);
    let Some(root) = candidates.min_by(|&a, &b| loss(a).total_cmp(&loss(b)).then(a.cmp(&b))) else { return };
    for (word, head) in heads.iter_mut().enumerate() {
        if word == root {
            *head = 0;
        } else if *head == 0 {
            *head = scores.best(word, 1) as u32;
        }
    }
}

/// Whether every word leads up to the root.
fn is_tree(heads: &[u32]) -> bool {
    // 0 not looked at, 1 on the way up, 2 leads to the root.
    let mut state = vec![0u8; heads.len()];
    for start in 0..heads.len() {
        let mut at = start;
        while state[at] == 0 {
            state[at] = 1;
            match heads[at] {
                0 => break,
                head => at = head as usize - 1,
            }
        }
        if state[at] == 1 && heads[at] != 0 {
            return false;
        }
        let mut at = start;
        while state[at] == 1 {
            state[at] = 2;
            match heads[at] {
                0 => break,
                head => at = head as usize - 1,
            }
        }
    }
    true
}

/// The maximum spanning tree below a given root.
fn spanning_tree(scores: &Scores<'_>, root: usize) -> Vec<u32> {
    let n = scores.len;
    let weight: Vec<f32> = (0..n * n).map(|cell| scores.score(cell / n, cell % n + 1)).collect();
    let heads = arborescence(&weight, n, root);
    heads.iter().enumerate().map(|(word, &head)| if word == root { 0 } else { head as u32 + 1 }).collect()
}

/// Heads of `n` nodes that maximise the sum of `weight[dependent * n + head]`: a cycle of best heads becomes one node, the
/// smaller problem is solved, and the cycle is opened where its solution enters it.
fn arborescence(weight: &[f32], n: usize, root: usize) -> Vec<usize> {
    let best = |v: usize| {
        let heads = (0..n).filter(|&u| u != v);
        heads.max_by(|&a, &b| weight[v * n + a].total_cmp(&weight[v * n + b]).then(b.cmp(&a))).unwrap_or(root)
    };
    let mut heads: Vec<usize> = (0..n).map(|v| if v == root { root } else { best(v) }).collect();
    let Some(cycle) = find_cycle(&heads, root) else { return heads };
    let outside: Vec<usize> = (0..n).filter(|v| !cycle.contains(v)).collect();
    let (group, small_n) = (outside.len(), outside.len() + 1);
    let mut small = vec![f32::NEG_INFINITY; small_n * small_n];
    // For each node outside: the member that it would hang from, and the member that would hang from it.
    let (mut above, mut below) = (vec![root; group], vec![root; group]);
    for (i, &v) in outside.iter().enumerate() {
        for (j, &u) in outside.iter().enumerate() {
            small[i * small_n + j] = weight[v * n + u];
        }
        for &member in &cycle {
            let out = weight[v * n + member];
            if out > small[i * small_n + group] {
                (small[i * small_n + group], above[i]) = (out, member);
            }
            let gain = weight[member * n + v] - weight[member * n + heads[member]];
            if gain > small[group * small_n + i] {
                (small[group * small_n + i], below[i]) = (gain, member);
            }
        }
    }
    let small_root = outside.iter().position(|&v| v == root).unwrap_or(0);
    let solved = arborescence(&small, small_n, small_root);
    for (i, &v) in outside.iter().enumerate().filter(|&(_, &v)| v != root) {
        heads[v] = if solved[i] == group { above[i] } else { outside[solved[i]] };
    }
    let entry = solved[group];
    heads[below[entry]] = outside[entry];
    heads
}

fn find_cycle(heads: &[usize], root: usize) -> Option<Vec<usize>> {
    let mut seen = vec![usize::MAX; heads.len()];
    for start in 0..heads.len() {
        let mut at = start;
        while at != root && seen[at] == usize::MAX {
            seen[at] = start;
            at = heads[at];
        }
        if at != root && seen[at] == start {
            let mut cycle = vec![at];
            let mut next = heads[at];
            while next != at {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn heads_of(values: &[f32], len: usize) -> Vec<u32> {
        let mut heads = Vec::new();
        best_tree(&Scores { values, stride: len + 1, len }, &mut heads);
        heads
    }

    fn total(values: &[f32], len: usize, heads: &[u32]) -> f32 {
        heads.iter().enumerate().map(|(word, &head)| values[word * (len + 1) + head as usize]).sum()
    }

    #[test]
    fn a_cycle_is_opened_where_it_costs_least() {
        // The first two words would rather hang from each other.
        let values = [0.0, -9.0, 5.0, 1.0, 0.0, 5.0, -9.0, 3.0, 4.0, 0.0, 0.0, -9.0];
        assert_eq!(heads_of(&values, 3), [2, 3, 0]);
    }

    #[test]
    fn one_word_is_the_root() {
        assert_eq!(heads_of(&[0.0, 0.0], 1), [0]);
    }

    proptest! {
        #[test]
        fn the_tree_is_a_tree_and_the_best_below_its_root(values in prop::collection::vec(-9i32..9, 20)) {
            let values: Vec<f32> = values.iter().map(|&value| value as f32).collect();
            let heads = heads_of(&values, 4);
            prop_assert_eq!(heads.iter().filter(|&&head| head == 0).count(), 1);
            prop_assert!(is_tree(&heads));
            let root = heads.iter().position(|&head| head == 0);
            for cell in 0..625u32 {
                let other: Vec<u32> = (0..4).map(|word| cell / 5u32.pow(word) % 5).collect();
                let own = other.iter().enumerate().any(|(word, &head)| head == word as u32 + 1);
                let roots = other.iter().filter(|&&head| head == 0).count();
                if !own && roots == 1 && other.iter().position(|&head| head == 0) == root && is_tree(&other) {
                    prop_assert!(total(&values, 4, &other) <= total(&values, 4, &heads));
                }
            }
        }
    }
}
