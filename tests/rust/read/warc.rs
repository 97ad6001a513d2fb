//! WARC archives.

use super::*;
use dateline::Media;

fn record(headers: &str, block: &[u8]) -> Vec<u8> {
    let head = format!("WARC/1.0\r\n{headers}Content-Length: {}\r\n\r\n", block.len());
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(http: &str, body: &[u8]) -> Vec<u8> {
    let headers = "WARC-Type: response\r\nWARC-Target-URI: <https://example.org/a>\r\nWARC-Date: 2024-11-20T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n";
    record(headers, &[http.replace('\n', "\r\n").as_bytes(), b"\r\n", body].concat())
}

const PAGE: &str = "<html><body><p>Peru reopened its border.</p></body></html>";

fn check(records: &[Vec<u8>], expected: &[&str]) -> Vec<Item> {
    let folder = Folder::new();
    let items = read(&folder.file("a.warc", records.concat()));
    let packed: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    assert_eq!(texts(&read(&folder.file("a.warc.gz", packed))), expected);
    assert_eq!(texts(&items), expected, "{items:?}");
    items
}

#[test]
fn documents_are_read_and_the_rest_is_passed_over() {
    let html = "HTTP/1.1 200 OK\nContent-Type: text/html\n";
    let records = [
        record("WARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\n", b"software: none\r\n"),
        record("WARC-Type: request\r\nContent-Type: application/http\r\n", b"GET / HTTP/1.1\r\n\r\n"),
        response(html, PAGE.as_bytes()),
        response("HTTP/1.1 404 Not Found\nContent-Type: text/html\n", b"<html>gone</html>"),
        response("HTTP/1.1 200 OK\nContent-Type: image/png\n", b"\x89PNG\r\n"),
        record("WARC-Type: resource\r\nContent-Type: text/plain\r\n", b"A plain resource."),
        record("WARC-Type: conversion\r\nContent-Type: text/plain\r\n", "Текст новости.".as_bytes()),
        response("HTTP/1.1 200 OK\nServer: x\n", PAGE.as_bytes()),
    ];
    let items = check(&records, &[PAGE, "A plain resource.", "Текст новости.", PAGE]);
    assert!(problems(&items).is_empty(), "{items:?}");
    let page = pages(&items)[0];
    assert!(page.source.ends_with("a.warc#3") && page.media == Media::Html);
    assert_eq!((page.given.url.as_deref(), page.given.published), (Some("https://example.org/a"), None));
    assert_eq!(pages(&items)[1].media, Media::Plain);
}

#[test]
fn bodies_are_unpacked_and_decoded() {
    let packed = gzip(PAGE.as_bytes());
    let chunks = [format!("{:x}\r\n", packed.len()).as_bytes(), &packed, b"\r\n0\r\n\r\n"].concat();
    let of = |extra: &str| format!("HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\n{extra}");
    let deflated = {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(PAGE.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let records = [
        response(&of("Content-Encoding: gzip\n"), &packed),
        response(&of("Content-Encoding: gzip\nTransfer-Encoding: chunked\n"), &chunks),
        response(&of("Content-Encoding: deflate\n"), &deflated),
        response(&of("Content-Encoding: zstd\n"), &zstandard(PAGE.as_bytes())),
        response(
            "HTTP/1.1 200 OK\nContent-Type: text/html; charset=windows-1251\n",
            b"<html><body><p>\xCC\xEE\xF1\xEA\xE2\xE0</p></body></html>",
        ),
    ];
    let items = check(&records, &[PAGE, PAGE, PAGE, PAGE, "<html><body><p>Москва</p></body></html>"]);
    assert!(problems(&items).is_empty(), "{items:?}");
    assert!(pages(&items)[4].decoded.is_some());
}

#[test]
fn what_cannot_be_unpacked_is_told() {
    let of = |coding: &str| format!("HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Encoding: {coding}\n");
    let items = check(&[response(&of("br"), b"\x8b\x02\x80\xffLima"), response(&of("gzip"), b"\x1f\x8b\x08")], &[]);
    let errors: Vec<&str> = problems(&items).iter().map(|problem| problem.error.as_str()).collect();
    assert!(errors[0].contains("brotli") && errors[1].contains("damaged"), "{errors:?}");
}

#[test]
fn truncated_archives_give_what_came_before() {
    let folder = Folder::new();
    let html = "HTTP/1.1 200 OK\nContent-Type: text/html\n";
    let two = [response(html, PAGE.as_bytes()), response(html, PAGE.as_bytes())];
    let whole = two.concat();
    check_broken(&folder.file("a.warc", &whole[..whole.len() - 20]), &[PAGE], "cut off");
    let packed: Vec<u8> = two.iter().flat_map(|record| gzip(record)).collect();
    check_broken(&folder.file("b.warc.gz", &packed[..packed.len() - 30]), &[PAGE], "cut off at byte");
    check_broken(
        &folder.file("c.warc", [&two[0][..], b"WARC/1.0\r\nWARC-Type: resp"].concat()),
        &[PAGE],
        "headers are cut off",
    );
}

#[test]
fn garbage_between_records_is_told_and_passed_over() {
    let html = "HTTP/1.1 200 OK\nContent-Type: text/html\n";
    let records = [response(html, PAGE.as_bytes()), b"some\r\ngarbage\r\n".to_vec(), response(html, PAGE.as_bytes())];
    let items = check(&records, &[PAGE, PAGE]);
    assert!(problems(&items)[0].error.contains("belong to no record"));
    let folder = Folder::new();
    check_broken(&folder.file("x.warc", "no archive at all"), &[], "belong to no record");
    check_broken(&folder.file("y.warc", ""), &[], "no document");
}

#[test]
fn a_page_that_the_crawler_cut_is_read_and_told() {
    let headers = "WARC-Type: resource\r\nContent-Type: text/html\r\nWARC-Truncated: length\r\n";
    let items = check(&[record(headers, PAGE.as_bytes())], &[PAGE]);
    assert!(problems(&items)[0].error.contains("(length)"));
}
