use super::*;
use crate::language::read_sentences;

fn find_on(text: &str, actors: &[(&str, &str)], published: Option<Date>) -> (Vec<Entity>, Vec<Mention>) {
    let own = |code: &str| vec![OwnActor { code: code.to_owned(), from: None, to: None }];
    let actors = actors.iter().map(|&(form, code)| (form.to_owned(), own(code))).collect();
    find_mentions(text, &read_sentences(text), Setting { published, country: None, actors: &actors })
}

/// Each mention as `words=type:name:code`.
fn mentions(text: &str, published: Option<Date>) -> Vec<String> {
    let (entities, mentions) = find_on(text, &[], published);
    let show = |mention: &Mention| {
        let entity = &entities[mention.entity as usize];
        format!("{}={}:{}:{}", mention.span.of(text), entity.kind, entity.name, entity.code.as_deref().unwrap_or("-"))
    };
    mentions.iter().map(show).collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(mentions(text, None), expected, "{text}");
}

fn actor(phrase: &str, published: Option<(i16, u8, u8)>) -> Option<String> {
    let actors = BTreeMap::new();
    let published = published.and_then(|(year, month, day)| Date::new(year, month, day));
    let setting = Setting { published, country: None, actors: &actors };
    name_actor(phrase, &read_sentences(phrase), setting).and_then(|entity| entity.code)
}

#[test]
fn a_title_makes_a_person_and_tells_the_state() {
    check("Danish President Ole Lund left.", &["Ole Lund=PERSON:Ole Lund:DNK GOV"]);
    check("Peru’s Foreign Minister Ana Paz left.", &["Peru=COUNTRY:Peru:PER", "Ana Paz=PERSON:Ana Paz:PER GOV"]);
}

#[test]
fn an_apposition_tells_who_a_person_is() {
    check(
        "Ana Paz, a spokeswoman for the Peruvian Navy, left.",
        &[
            "Ana Paz=PERSON:Ana Paz:PER MIL",
            "a spokeswoman for the Peruvian Navy=PERSON:Ana Paz:PER MIL",
            "Peruvian Navy=ORG:Peruvian Navy:PER MIL",
        ],
    );
}

#[test]
fn a_short_name_and_a_pronoun_join_the_full_one() {
    check(
        "Danish President Ole Lund left. Lund said he was tired.",
        &["Ole Lund=PERSON:Ole Lund:DNK GOV", "Lund=PERSON:Ole Lund:DNK GOV", "he=PERSON:Ole Lund:DNK GOV"],
    );
}

#[test]
fn two_persons_of_one_family_stay_two() {
    let found = mentions("North Korean leader Kim Jong Un met Kim Jong Gyu. Kim spoke first.", None);
    assert_eq!(found.last().map(String::as_str), Some("Kim=PERSON:Kim Jong Un:PRK GOV"));
    assert!(found.iter().any(|mention| mention.starts_with("Kim Jong Gyu=PERSON:Kim Jong Gyu")));
}

#[test]
fn offices_are_those_of_the_articles_day() {
    assert_eq!(actor("President Biden", Some((2022, 5, 1))).as_deref(), Some("USA GOV"));
    assert_eq!(actor("President Biden", Some((2026, 5, 1))).as_deref(), Some("USA ELI"));
    assert_eq!(actor("the Taliban", Some((2015, 5, 1))).as_deref(), Some("AFG REB"));
    assert_eq!(actor("the Taliban", Some((2023, 5, 1))).as_deref(), Some("AFG GOV"));
}

#[test]
fn groups_and_bodies_are_known_by_their_words() {
    check("Danish troops met Peru.", &["Danish troops=GROUP:Danish troops:DNK MIL", "Peru=COUNTRY:Peru:PER"]);
    check("Danish cheese is old.", &["Danish=COUNTRY:Denmark:DNK"]);
    check("Rebels fled.", &["Rebels=GROUP:rebels:REB"]);
}

#[test]
fn several_are_named_by_one_phrase() {
    let found = mentions("Denmark and Peru agreed. The two countries will trade.", None);
    assert_eq!(found[2..], ["The two countries=COUNTRY:Denmark:DNK", "The two countries=COUNTRY:Peru:PER"]);
    let found = mentions("Danish and Peruvian soldiers met.", None);
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn what_joins_on_has_the_same_owner() {
    let found = mentions("Peru's army and police will help.", None);
    assert_eq!(found.last().map(String::as_str), Some("police=GROUP:Peruvian police:PER COP"));
    assert!(mentions("Peru's army and the police met.", None).iter().all(|mention| !mention.ends_with("PER COP")));
}

#[test]
fn a_seat_is_the_state_or_the_city() {
    check("Oslo met Peru in Lima.", &["Oslo=COUNTRY:Norway:NOR", "Peru=COUNTRY:Peru:PER", "Lima=PLACE:Lima:-"]);
}

#[test]
fn a_town_lies_in_the_country_that_is_spoken_of() {
    let country = |text: &str| {
        let (entities, _) = find_on(text, &[], None);
        entities.iter().find(|entity| entity.name == "Toledo").and_then(|entity| entity.country.clone())
    };
    assert_eq!(country("Spain is old. Spanish trains from Spain stop in Toledo.").as_deref(), Some("ESP"));
    assert_eq!(country("Americans voted. The U.S. Senate met. A man in Toledo, Ohio, left.").as_deref(), Some("USA"));
}

#[test]
fn the_analysts_own_actors_win() {
    let (entities, _) = find_on("The Blue Front met NATO.", &[("Blue Front", "X 7"), ("NATO", "my nato")], None);
    let codes: Vec<Option<&str>> = entities.iter().map(|entity| entity.code.as_deref()).collect();
    assert_eq!(codes, [Some("X 7"), Some("my nato")]);
}

#[test]
fn an_acronym_joins_the_body_before_it() {
    let (entities, mentions) = find_on("The Peace Institute of Lima (PIL) spoke.", &[], None);
    assert_eq!((entities[0].aliases.as_slice(), mentions.len()), (["PIL".to_owned()].as_slice(), 2));
}

#[test]
fn words_that_only_look_like_actors_name_none() {
    for phrase in [
        "a cat named Frank",
        "roast turkey",
        "fine china",
        "a guinea pig",
        "Brazil nuts",
        "a green table",
        "in May",
        "May",
    ] {
        assert_eq!(actor(phrase, None), None, "{phrase}");
    }
    for (phrase, code) in [
        ("Armenian Prime Minister", "ARM GOV"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("the Republic of Congo", "COG"),
        ("DR Congo", "COD"),
        ("the Republic of China", "TWN"),
        ("Ireland", "IRL"),
        ("the US", "USA"),
    ] {
        assert_eq!(actor(phrase, None).as_deref(), Some(code), "{phrase}");
    }
}

#[test]
fn chains_hold_things_too() {
    let text = "The old bridge fell. The bridge was closed on Monday.";
    let actors = BTreeMap::new();
    let setting = Setting { published: None, country: None, actors: &actors };
    let chains = find_chains(text, &read_sentences(text), setting, COREFERENCE_MODEL);
    let words: Vec<Vec<&str>> = chains.iter().map(|chain| chain.iter().map(|span| span.of(text)).collect()).collect();
    assert_eq!(words, [["The old bridge", "The bridge"]]);
}

#[test]
fn mentions_nest_and_never_cross() {
    let text = "A senior analyst at the Korea Institute for National Unification said the North's state media lied to South Korea.";
    let (_, mentions) = find_on(text, &[], None);
    for (nth, one) in mentions.iter().enumerate() {
        for other in &mentions[nth + 1..] {
            let apart = !one.span.overlaps(other.span);
            assert!(apart || one.span.contains(other.span) || other.span.contains(one.span), "{one:?} {other:?}");
        }
    }
}

#[test]
fn hostile_text_is_read_to_its_end() {
    for unit in ["A ", "President ", "Kim ", "Russian ", "the North ", "UN(", "al-", "he said ", "the man and "] {
        let text = unit.repeat(50_000 / unit.len());
        let (entities, mentions) = find_on(&text, &[], None);
        assert!(mentions.iter().all(|mention| (mention.entity as usize) < entities.len()));
    }
}
