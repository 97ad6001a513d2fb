//! The crate as its users see it: only what is public.

mod clean;
mod floors;
mod read;
mod seeds;
