//! The crate as its users see it: only what is public.

mod read;
mod seeds;
