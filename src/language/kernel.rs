//! Products of matrices, for whatever vector unit the machine has, always with the same result.
//!
//! Every cell is a sum in the order of the inner index, a product and an addition at a time, never fused: lanes hold
//! different cells, so that their number changes nothing. The same source is compiled for the vector unit that every machine of
//! a kind has and for a wider one, which is chosen when it runs (AVX-512 brought nothing without fused operations).
#![allow(unsafe_code, reason = "a function compiled for a vector unit is called only where the machine has that unit")]

/// Columns of every matrix of weights are padded to a multiple of this, and stand in panels of so many: all rows of the
/// first sixteen columns, then all rows of the next sixteen.
pub(super) const LANES: usize = 16;

/// Where the cell of a matrix in panels stands.
pub(super) const fn place(inner: usize, k: usize, column: usize) -> usize {
    column / LANES * LANES * inner + k * LANES + column % LANES
}

/// A function whose body is compiled for each vector unit; `R` and `C` are the rows and columns that a block of sums holds.
macro_rules! for_each_unit {
    ($(#[$doc:meta])* fn $name:ident($($arg:ident: $type:ty),* $(,)?) = $body:ident) => {
        $(#[$doc])*
        pub(super) fn $name($($arg: $type),*) {
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx2")]
                fn with_avx2($($arg: $type),*) {
                    $body::<4, 16>($($arg),*);
                }
                if std::arch::is_x86_feature_detected!("avx2") {
                    // SAFETY: the machine has just been asked for what the function is compiled for.
                    return unsafe { with_avx2($($arg),*) };
                }
            }
            $body::<4, 8>($($arg),*);
        }
    };
}

for_each_unit! {
    /// `out[rows × columns] = bias + x[rows × inner] · weights[inner × columns]`; `weights` stand in panels, see [`LANES`].
    fn multiply(x: &[f32], weights: &[f32], bias: &[f32], out: &mut [f32]) = product
}

for_each_unit! {
    /// Each row brought to mean 0 and variance 1, then scaled and moved (Ba et al. 2016).
    fn normalise(x: &[f32], scale: &[f32], shift: &[f32], out: &mut [f32]) = normal_rows
}

for_each_unit! {
    /// Runs `c = f·c + (1 − f)·z` over the rows, forwards in the first half of the columns and backwards in the second.
    /// `gates` holds a row of z and one of g for each row of `out`, where f = ½ + ½·g/(1 + |g|); it is used up.
    fn recur(gates: &mut [f32], width: usize, out: &mut [f32]) = recurrence
}

#[inline(always)]
fn product<const R: usize, const C: usize>(x: &[f32], weights: &[f32], bias: &[f32], out: &mut [f32]) {
    let columns = bias.len();
    let inner = weights.len() / columns.max(1);
    assert!(columns.is_multiple_of(LANES) && weights.len() == inner * columns);
    let rows = x.len() / inner.max(1);
    assert!(x.len() == rows * inner && out.len() >= rows * columns);
    blocks::<R, C>(Shape { rows, inner, columns }, x, weights, bias, out);
}

#[inline(always)]
fn normal_rows<const R: usize, const C: usize>(x: &[f32], scale: &[f32], shift: &[f32], out: &mut [f32]) {
    let width = scale.len();
    for (row, out) in x.chunks_exact(width).zip(out.chunks_exact_mut(width)) {
        let mean = lane_sum(row, |value| value) / width as f32;
        let variance = lane_sum(row, |value| (value - mean) * (value - mean)) / width as f32;
        let factor = 1.0 / (variance + 1e-5).sqrt();
        for (((out, value), scale), shift) in out.iter_mut().zip(row).zip(scale).zip(shift) {
            *out = (value - mean) * factor * scale + shift;
        }
    }
}

/// A sum in sixteen lanes, whatever the width of the machine's, joined in one order.
#[inline(always)]
fn lane_sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0f32; LANES];
    for part in row.chunks_exact(LANES) {
        for (lane, &value) in lanes.iter_mut().zip(part) {
            *lane += of(value);
        }
    }
    lanes.iter().sum()
}

#[inline(always)]
fn recurrence<const R: usize, const C: usize>(gates: &mut [f32], width: usize, out: &mut [f32]) {
    let half = width / 2;
    for row in gates.chunks_exact_mut(2 * width) {
        let (z, g) = row.split_at_mut(width);
        for (z, g) in z.iter_mut().zip(g) {
            let f = 0.5 + 0.5 * *g / (1.0 + g.abs());
            *z *= 1.0 - f;
            *g = f;
        }
    }
    let step = |row: &[f32], from: usize, state: &mut [f32], out: &mut [f32]| {
        let (z, f) = (&row[from..][..half], &row[width + from..][..half]);
        for (((state, out), z), f) in state.iter_mut().zip(out).zip(z).zip(f) {
            *state = f * *state + z;
            *out = *state;
        }
    };
    let mut state = vec![0.0f32; half];
    for (row, out) in gates.chunks_exact(2 * width).zip(out.chunks_exact_mut(width)) {
        step(row, 0, &mut state, &mut out[..half]);
    }
    state.fill(0.0);
    for (row, out) in gates.chunks_exact(2 * width).zip(out.chunks_exact_mut(width)).rev() {
        step(row, half, &mut state, &mut out[half..]);
    }
}

#[derive(Clone, Copy)]
struct Shape {
    rows: usize,
    inner: usize,
    columns: usize,
}

/// Block by block of `R` rows and `C` columns, whose sums stay in registers; one panel after another, which stays at hand.
#[inline(always)]
fn blocks<const R: usize, const C: usize>(shape: Shape, x: &[f32], weights: &[f32], bias: &[f32], out: &mut [f32]) {
    let Shape { rows, inner, columns } = shape;
    let whole = rows / R * R;
    // The rows of a block side by side: what is multiplied with one row of weights stands together.
    let mut packed = vec![[0.0f32; R]; whole / R * inner];
    for (row, values) in x.chunks_exact(inner.max(1)).take(whole).enumerate() {
        for (beside, &value) in packed[row / R * inner..].iter_mut().zip(values) {
            beside[row % R] = value;
        }
    }
    for column in (0..columns).step_by(C) {
        let panel = &weights[column / LANES * LANES * inner..][..LANES * inner];
        for (beside, out) in packed.chunks_exact(inner.max(1)).zip(out.chunks_exact_mut(R * columns)) {
            block::<R, C>(beside, panel, &bias[column..][..C], column, columns, out);
        }
        for row in whole..rows {
            let beside = x[row * inner..][..inner].as_chunks().0;
            block::<1, C>(beside, panel, &bias[column..][..C], column, columns, &mut out[row * columns..][..columns]);
        }
    }
}

#[inline(always)]
fn block<const R: usize, const C: usize>(
    beside: &[[f32; R]],
    panel: &[f32],
    bias: &[f32],
    column: usize,
    columns: usize,
    out: &mut [f32],
) {
    let mut sums = [[0.0f32; C]; R];
    for sum in &mut sums {
        sum.copy_from_slice(bias);
    }
    for k in 0..beside.len() {
        let values = &beside[k];
        let mut weight = [0.0f32; C];
        weight.copy_from_slice(&panel[k * LANES + column % LANES..][..C]);
        // Indices within the bounds of the types: only so do the sums stay in registers.
        for r in 0..R {
            for c in 0..C {
                sums[r][c] += values[r] * weight[c];
            }
        }
    }
    for (r, sum) in sums.iter().enumerate() {
        out[r * columns + column..][..C].copy_from_slice(sum);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers whose sums depend on the order of addition.
    fn numbers(len: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / 16_777_216.0 - 0.5
        };
        (0..len).map(|_| next()).collect()
    }

    #[test]
    fn every_vector_unit_gives_the_same_bits() {
        for (rows, inner, columns) in [(1, 5, 16), (4, 128, 256), (7, 96, 64), (23, 384, 128)] {
            let (x, w, b) = (numbers(rows * inner, 1), numbers(inner * columns, 2), numbers(columns, 3));
            let mut plain = vec![0.0; rows * columns];
            for row in 0..rows {
                for column in 0..columns {
                    let mut sum = b[column];
                    for k in 0..inner {
                        sum += x[row * inner + k] * w[place(inner, k, column)];
                    }
                    plain[row * columns + column] = sum;
                }
            }
            let mut narrow = vec![0.0; rows * columns];
            product::<4, 8>(&x, &w, &b, &mut narrow);
            assert_eq!(narrow, plain);
            let mut wide = vec![0.0; rows * columns];
            multiply(&x, &w, &b, &mut wide);
            assert_eq!(wide, plain);
        }
        let (x, scale, shift) = (numbers(7 * 128, 4), numbers(128, 5), numbers(128, 6));
        let (mut narrow, mut wide) = (vec![0.0; 7 * 128], vec![0.0; 7 * 128]);
        normal_rows::<4, 8>(&x, &scale, &shift, &mut narrow);
        normalise(&x, &scale, &shift, &mut wide);
        assert_eq!(wide, narrow);
        let gates = numbers(7 * 256, 7);
        recurrence::<4, 8>(&mut gates.clone(), 128, &mut narrow);
        recur(&mut gates.clone(), 128, &mut wide);
        assert_eq!(wide, narrow);
    }
}
