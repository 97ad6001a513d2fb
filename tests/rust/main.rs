//! The crate as its users see it: only what is public.

mod clean;
mod floors;
mod language;
mod read;
mod seeds;
