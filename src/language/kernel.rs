//! Products of matrices, for whatever vector unit the machine has, always with the same result.
//!
//! Every cell is a sum in the order of the inner index, a product and an addition at a time, never fused: lanes hold
//! different cells, so that their number changes nothing. The same source is compiled for each vector unit, and the widest
//! that the machine has is chosen when it runs.
#![allow(unsafe_code, reason = "a function compiled for a vector unit is called only where the machine has that unit")]

/// Columns of every matrix of weights are padded to a multiple of this.
pub(super) const LANES: usize = 16;

/// `out[rows × columns] = bias + x[rows × inner] · weights[inner × columns]`; `columns` is a multiple of [`LANES`].
pub(super) fn multiply(x: &[f32], weights: &[f32], bias: &[f32], out: &mut [f32]) {
    let columns = bias.len();
    let inner = weights.len() / columns.max(1);
    assert!(columns.is_multiple_of(LANES) && weights.len() == inner * columns);
    let rows = x.len() / inner.max(1);
    assert!(x.len() == rows * inner && out.len() >= rows * columns);
    let shape = Shape { rows, inner, columns };
    #[cfg(target_arch = "x86_64")]
    {
        if std::arch::is_x86_feature_detected!("avx512f") {
            // SAFETY: the line above asks the machine for what the function is compiled for.
            return unsafe { with_avx512(shape, x, weights, bias, out) };
        }
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: as above.
            return unsafe { with_avx2(shape, x, weights, bias, out) };
        }
    }
    blocks::<4, 8>(shape, x, weights, bias, out);
}

#[derive(Clone, Copy)]
struct Shape {
    rows: usize,
    inner: usize,
    columns: usize,
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
fn with_avx512(shape: Shape, x: &[f32], weights: &[f32], bias: &[f32], out: &mut [f32]) {
    blocks::<8, 16>(shape, x, weights, bias, out);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn with_avx2(shape: Shape, x: &[f32], weights: &[f32], bias: &[f32], out: &mut [f32]) {
    blocks::<4, 16>(shape, x, weights, bias, out);
}

/// Block by block of `R` rows and `C` columns, whose sums stay in registers.
#[inline(always)]
fn blocks<const R: usize, const C: usize>(shape: Shape, x: &[f32], weights: &[f32], bias: &[f32], out: &mut [f32]) {
    let whole = shape.rows / R * R;
    for row in (0..whole).step_by(R) {
        for column in (0..shape.columns).step_by(C) {
            block::<R, C>(shape, row, column, x, weights, bias, out);
        }
    }
    for row in whole..shape.rows {
        for column in (0..shape.columns).step_by(C) {
            block::<1, C>(shape, row, column, x, weights, bias, out);
        }
    }
}

#[inline(always)]
fn block<const R: usize, const C: usize>(
    Shape { inner, columns, .. }: Shape,
    row: usize,
    column: usize,
    x: &[f32],
    weights: &[f32],
    bias: &[f32],
    out: &mut [f32],
) {
    let rows: [&[f32]; R] = std::array::from_fn(|r| &x[(row + r) * inner..][..inner]);
    let mut sums = [[0.0f32; C]; R];
    for sum in &mut sums {
        sum.copy_from_slice(&bias[column..][..C]);
    }
    for k in 0..inner {
        let mut weight = [0.0f32; C];
        weight.copy_from_slice(&weights[k * columns + column..][..C]);
        for r in 0..R {
            let value = rows[r][k];
            for c in 0..C {
                sums[r][c] += value * weight[c];
            }
        }
    }
    for (r, sum) in sums.iter().enumerate() {
        out[(row + r) * columns + column..][..C].copy_from_slice(sum);
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
                        sum += x[row * inner + k] * w[k * columns + column];
                    }
                    plain[row * columns + column] = sum;
                }
            }
            let shape = Shape { rows, inner, columns };
            let mut narrow = vec![0.0; rows * columns];
            blocks::<4, 8>(shape, &x, &w, &b, &mut narrow);
            assert_eq!(narrow, plain);
            let mut chosen = vec![0.0; rows * columns];
            multiply(&x, &w, &b, &mut chosen);
            assert_eq!(chosen, plain);
            #[cfg(target_arch = "x86_64")]
            if std::arch::is_x86_feature_detected!("avx2") {
                let mut wide = vec![0.0; rows * columns];
                // SAFETY: the machine has been asked.
                unsafe { with_avx2(shape, &x, &w, &b, &mut wide) };
                assert_eq!(wide, plain);
            }
        }
    }
}
