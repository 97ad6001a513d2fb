//! Articles and corpora as Arrow record batches.
