//! Photos in a store that speaks S3, by the real program: kept, shown, listed and taken out, and what is answered while the store
//! is away, silent or lets nobody in.

use crate::bucket::Bucket;
use crate::client::Answer;
use crate::program::{Served, until};
use crate::store::Store;
use image::RgbImage;
use image::codecs::jpeg::JpegEncoder;
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(60);
/// A photo that waits for a store is answered before a proxy gives up: the store's own limit is 6 s.
const ANSWERED: Duration = Duration::from_secs(20);
const REPORT: &str = r#"{"position":{"lon":18.05,"lat":59.33},"problem_types":["vandalism"]}"#;
/// A photo's name as the program gives them, and no photo of its register.
const STRAY: &str = "provstad/ab/abababababababababababababababab.large.jpg";
/// What is not the program's to take: of another form, and of somebody else.
const OTHERS: [&str; 2] = ["elsewhere/ab/abababababababababababababababab.large.jpg", "provstad/README"];

/// A register whose photos lie in a bucket, and a report to add them to.
struct City {
    store: Store,
    bucket: Bucket,
    report: String,
}

impl City {
    /// With photos switched on.
    fn start() -> (Self, Served) {
        let (store, bucket) = (Store::sqlite(), Bucket::start());
        let admin = store.administrator();
        let served = Served::try_start(&store, bucket.keeper(bucket.secret())).expect("it starts");
        let (path, body) = ("/api/settings/photos_per_report", r#"{"value":8,"decision":"KS 2026/7"}"#);
        let asked = crate::client::Asked { token: &admin, ..served.asked() };
        let etag = asked.get(path).expect("an answer").header("etag").expect("a version").to_owned();
        let set = asked.change("PUT", path, "photos-on", &etag, body).expect("an answer");
        assert_eq!(set.status, 200, "{}", set.body);
        let report = served.asked().post("/api/reports", "report", REPORT).expect("an answer").id();
        (Self { store, bucket, report }, served)
    }

    /// Another start of the program, by a secret.
    fn serve(&self, secret: &str) -> Served {
        Served::try_start(&self.store, self.bucket.keeper(secret)).expect("it starts")
    }

    fn send(&self, served: &Served, key: &str) -> Answer {
        let path = format!("/api/photos?report={}", self.report);
        served.asked().post_as(&path, key, ("image/jpeg", &picture())).expect("an answer")
    }

    fn sent(&self, served: &Served, key: &str) -> String {
        let taken = self.send(served, key);
        assert_eq!(taken.status, 201, "{}", taken.body);
        taken.id()
    }

    fn listed(&self, served: &Served) -> usize {
        let path = format!("/api/photos?report={}", self.report);
        let found = served.asked().get(&path).expect("an answer");
        found.json()["items"].as_array().expect("a list").len()
    }
}

fn picture() -> Vec<u8> {
    let drawn = RgbImage::from_fn(640, 480, |x, y| image::Rgb([(x % 256) as u8, (y % 256) as u8, 90]));
    let mut bytes = Vec::new();
    JpegEncoder::new(&mut bytes).encode_image(&drawn).expect("a picture");
    bytes
}

fn shown(served: &Served, photo: &str, size: &str) -> Answer {
    served.asked().get(&format!("/api/photos/{photo}/{size}")).expect("an answer")
}

fn remove(served: &Served, photo: &str) {
    let path = format!("/api/photos/{photo}");
    let etag = served.asked().get(&path).expect("an answer").header("etag").expect("a version").to_owned();
    let body = r#"{"reason":"Visar en registreringsskylt."}"#;
    let removed =
        served.asked().command(&format!("{path}/remove"), "remove", &etag, body).expect("an answer");
    assert_eq!(removed.status, 200, "{}", removed.body);
}

/// The problem that says that the store cannot be used, and when to come again.
fn assert_away(answer: &Answer) {
    assert_eq!((answer.status, answer.header("retry-after")), (503, Some("5")), "{}", answer.body);
    let problem = answer.json();
    assert_eq!(problem["type"], "/problems/unavailable");
    assert_eq!(problem["detail"], "The store that keeps the bytes of photos is away.");
}

#[test]
fn photos_in_a_store_that_speaks_s3_are_kept_shown_and_taken_out() {
    let (mut city, served) = City::start();
    let photo = city.sent(&served, "one");
    let kept = city.bucket.names();
    assert_eq!(kept.len(), 2, "{kept:?}");
    assert!(kept.iter().all(|name| name.starts_with("provstad/")), "{kept:?}");
    for size in ["large", "small"] {
        let answer = shown(&served, &photo, size);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("image/jpeg")), "{size}");
        image::load_from_memory(&answer.bytes).expect("the picture");
    }
    // Asked again with its key, it is the same photo, and lies there once.
    assert_eq!(city.sent(&served, "one"), photo);
    assert_eq!(city.bucket.names(), kept);
    remove(&served, &photo);
    until("its bytes are gone", LIMIT, || city.bucket.names().is_empty());
    assert_eq!(shown(&served, &photo, "large").status, 410);
}

#[test]
fn of_a_store_that_speaks_s3_no_more_is_swept_than_what_no_record_names() {
    let (mut city, served) = City::start();
    let photo = city.sent(&served, "one");
    let mut kept = city.bucket.names();
    for name in OTHERS.iter().chain([&STRAY]) {
        city.bucket.put(name);
    }
    // What is younger than a day may yet be named.
    served.stop();
    let served = city.serve(city.bucket.secret());
    assert_eq!(shown(&served, &photo, "large").status, 200);
    served.stop();
    assert!(city.bucket.names().iter().any(|name| name == STRAY));
    city.bucket.age(2);
    let served = city.serve(city.bucket.secret());
    until("the stray is gone", LIMIT, || !city.bucket.names().iter().any(|name| name == STRAY));
    kept.extend(OTHERS.map(str::to_owned));
    kept.sort();
    assert_eq!(city.bucket.names(), kept);
    assert_eq!(shown(&served, &photo, "small").status, 200);
}

#[test]
fn while_a_store_that_speaks_s3_is_away_photos_are_told_so_and_all_else_goes_on() {
    let (mut city, served) = City::start();
    let (kept, erased) = (city.sent(&served, "kept"), city.sent(&served, "erased"));
    city.bucket.go_away();
    assert_away(&city.send(&served, "later"));
    assert_away(&shown(&served, &kept, "large"));
    assert!(served.is_ready());
    assert_eq!(served.asked().post("/api/reports", "another", REPORT).expect("an answer").status, 201);
    assert_eq!(city.listed(&served), 2, "nothing of a photo is written without its bytes");
    remove(&served, &erased);
    assert_eq!(shown(&served, &erased, "large").status, 410);
    // A program that starts meanwhile starts.
    served.stop();
    let served = city.serve(city.bucket.secret());
    assert_away(&shown(&served, &kept, "large"));

    city.bucket.come_back();
    assert_eq!(shown(&served, &kept, "large").status, 200);
    city.sent(&served, "later");
    assert_eq!(city.listed(&served), 2);
    // What was erased meanwhile is found by the sweep.
    assert_eq!(city.bucket.names().len(), 6);
    served.stop();
    city.bucket.age(2);
    let _served = city.serve(city.bucket.secret());
    until("what was erased is gone", LIMIT, || city.bucket.names().len() == 4);
}

#[test]
fn a_store_that_speaks_s3_and_falls_silent_is_given_up_in_time() {
    let (mut city, served) = City::start();
    let kept = city.sent(&served, "kept");
    city.bucket.fall_silent();
    let began = Instant::now();
    let asked = [false, true].map(|sends| {
        let (city, served, kept) = (&city, &served, &kept);
        move || if sends { city.send(served, "later") } else { shown(served, kept, "large") }
    });
    let answers = std::thread::scope(|scope| {
        let asking: Vec<_> = asked.into_iter().map(|one| scope.spawn(one)).collect();
        asking.into_iter().map(|one| one.join().expect("an answer")).collect::<Vec<_>>()
    });
    answers.iter().for_each(assert_away);
    assert!(began.elapsed() < ANSWERED, "{:?}", began.elapsed());
    assert!(served.is_ready());
    city.bucket.speak();
    city.sent(&served, "later");
    assert_eq!(city.listed(&served), 2);
}

#[test]
fn a_store_that_speaks_s3_and_lets_nobody_in_is_away_and_keys_are_told_to_nobody() {
    let (mut city, served) = City::start();
    served.stop();
    let wrong = "en hemlighet som inte stämmer";
    let served = city.serve(wrong);
    assert_away(&city.send(&served, "one"));
    assert_eq!((city.listed(&served), city.bucket.names().len()), (0, 0));
    let said = served.said();
    assert!(said.contains("the object store cannot be used"), "{said}");
    assert!(!said.contains(wrong), "{said}");
}
