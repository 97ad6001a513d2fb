//! Learns the weights of the model of coreference.
//!
//!     python training/gum.py GUM/train.conllu > train.jsonl
//!     cargo run --release --example train_coreference -- train.jsonl knowledge/models/coreference.bin
//!
//! With a third path, the chains of that data as the new weights find them go to standard output, in the form of the data.
//!
//! A line of the data is a text with its chains: lists of pairs of byte offsets. The loss is the softmax-margin loss of Durrett and
//! Klein (2013) over the latent antecedents of a phrase; AdaGrad steps, a little L1, the mean of the weights after each epoch.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks to its terminal")]

use std::collections::HashMap;
use std::io::BufRead;

/// Costs of beginning anew wrongly, of joining what begins anew, and of joining the wrong one.
const FALSE_NEW: f32 = 3.0;
const FALSE_LINK: f32 = 0.6;
const WRONG_LINK: f32 = 1.0;
const RATE: f32 = 0.03;
const L1: f32 = 1e-5;
const EPOCHS: usize = 8;
const SIZE: usize = 1 << 18;

#[derive(serde::Deserialize, serde::Serialize)]
struct Line {
    text: String,
    chains: Vec<Vec<(u32, u32)>>,
}

struct Task {
    /// Features of each choice, the first for beginning anew.
    choices: Vec<Vec<u32>>,
    right: Vec<bool>,
    cost: Vec<f32>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().collect();
    let [_, data, out, held_out @ ..] = args.as_slice() else {
        return Err("two paths are needed: the data and the model".into());
    };
    let mut tasks = Vec::new();
    for line in std::io::BufReader::new(std::fs::File::open(data)?).lines() {
        read_tasks(&serde_json::from_str(&line?)?, &mut tasks);
    }
    eprintln!("{} phrases, {} choices", tasks.len(), tasks.iter().map(|task| task.choices.len()).sum::<usize>());
    let weights = learn(&tasks);
    let largest = weights.iter().fold(0f32, |most, weight| most.max(weight.abs()));
    let bytes: Vec<u8> = weights
        .iter()
        .map(|weight| ((weight / largest * 127.0).round().clamp(-127.0, 127.0) as i8).cast_unsigned())
        .collect();
    std::fs::write(out, &bytes)?;
    for path in held_out {
        for line in std::io::BufReader::new(std::fs::File::open(path)?).lines() {
            let mut line: Line = serde_json::from_str(&line?)?;
            let chains = dateline::find_chains_with(&line.text, &bytes);
            line.chains =
                chains.iter().map(|chain| chain.iter().map(|span| (span.start, span.end)).collect()).collect();
            println!("{}", serde_json::to_string(&line)?);
        }
    }
    Ok(())
}

fn read_tasks(line: &Line, tasks: &mut Vec<Task>) {
    let mut by_span = HashMap::new();
    for (nth, chain) in line.chains.iter().enumerate() {
        by_span.extend(chain.iter().map(|&span| (span, nth as u32)));
    }
    // A phrase whose ends are a little off is the shortest annotated one that has the same head.
    let chain_of = |span: dateline::Span, head: dateline::Span| {
        by_span.get(&(span.start, span.end)).copied().or_else(|| {
            let near = by_span.iter().filter(|((start, end), _)| {
                *start <= head.start && head.end <= *end && (*start == span.start || *end == span.end)
            });
            near.min_by_key(|((start, end), _)| (end - start, *start)).map(|(_, &chain)| chain)
        })
    };
    let phrases = dateline::coreference_choices(&line.text, chain_of);
    let chains: Vec<Option<u32>> = phrases.iter().map(|(_, chain, _)| *chain).collect();
    for (at, (_, chain, choices)) in phrases.into_iter().enumerate() {
        let agrees = |before: u32| chain.is_some() && chains[before as usize] == chain;
        let any = choices.iter().any(|choice| choice.antecedent.is_some_and(agrees));
        if choices.len() < 2 {
            continue;
        }
        debug_assert!(choices.iter().all(|choice| choice.antecedent.is_none_or(|before| (before as usize) < at)));
        let right: Vec<bool> = choices.iter().map(|choice| choice.antecedent.map_or(!any, agrees)).collect();
        let cost = choices
            .iter()
            .zip(&right)
            .map(|(choice, &right)| match (right, choice.antecedent, any) {
                (true, ..) => 0.0,
                (false, None, _) => FALSE_NEW,
                (false, Some(_), false) => FALSE_LINK,
                (false, Some(_), true) => WRONG_LINK,
            })
            .collect();
        tasks.push(Task { choices: choices.into_iter().map(|choice| choice.features).collect(), right, cost });
    }
}

fn learn(tasks: &[Task]) -> Vec<f32> {
    let (mut weights, mut squares, mut sums) = (vec![0f32; SIZE], vec![0f32; SIZE], vec![0f32; SIZE]);
    let mut order: Vec<usize> = (0..tasks.len()).collect();
    let mut random = 1u64;
    for epoch in 0..EPOCHS {
        for at in (1..order.len()).rev() {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(at, (random >> 33) as usize % (at + 1));
        }
        let (mut loss, mut hits) = (0f64, 0usize);
        for &nth in &order {
            let task = &tasks[nth];
            let scores: Vec<f32> =
                task.choices.iter().map(|features| features.iter().map(|&at| weights[at as usize]).sum()).collect();
            let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(0);
            hits += usize::from(task.right[best]);
            let raised: Vec<f32> = scores.iter().zip(&task.cost).map(|(score, cost)| score + cost).collect();
            let (all, all_sum) = softmax(&raised, |_| true);
            let (own, own_sum) = softmax(&raised, |at| task.right[at]);
            loss += f64::from(all_sum - own_sum);
            for (choice, features) in task.choices.iter().enumerate() {
                let gradient = all[choice] - own[choice];
                if gradient.abs() < 1e-4 {
                    continue;
                }
                for &at in features {
                    let at = at as usize;
                    squares[at] += gradient * gradient;
                    let rate = RATE / (squares[at].sqrt() + 0.1);
                    let weight = weights[at] - rate * gradient;
                    weights[at] = weight.signum() * (weight.abs() - rate * L1).max(0.0);
                }
            }
        }
        sums.iter_mut().zip(&weights).for_each(|(sum, weight)| *sum += weight);
        let n = tasks.len() as f64;
        eprintln!("{epoch}: loss {:.4}, right {:.4}", loss / n, hits as f64 / n);
    }
    sums
}

/// Shares of the chosen members, and the logarithm of their sum.
fn softmax(scores: &[f32], member: impl Fn(usize) -> bool) -> (Vec<f32>, f32) {
    let top = scores.iter().enumerate().filter(|(at, _)| member(*at)).fold(f32::MIN, |top, (_, &score)| top.max(score));
    let mut shares: Vec<f32> =
        scores.iter().enumerate().map(|(at, score)| if member(at) { (score - top).exp() } else { 0.0 }).collect();
    let sum: f32 = shares.iter().sum();
    shares.iter_mut().for_each(|share| *share /= sum);
    (shares, top + sum.ln())
}
