pub(crate) struct Place { pub(crate) name: &'static str, pub(crate) country: &'static str }
pub(crate) struct Outlet { pub(crate) name: &'static str, pub(crate) short: &'static str }
pub(crate) struct Country { pub(crate) name: &'static str, pub(crate) code: &'static str }
pub(crate) fn find_place(name: &str) -> Option<&'static Place> {
    static P: &[Place] = &[Place{name:"Seoul",country:"KOR"},Place{name:"Lima",country:"PER"},Place{name:"London",country:"GBR"},Place{name:"Nairobi",country:"KEN"},Place{name:"Kyiv",country:"UKR"},Place{name:"Paris",country:"FRA"},Place{name:"New Delhi",country:"IND"}];
    P.iter().find(|p| p.name.eq_ignore_ascii_case(name))
}
pub(crate) fn find_agency(name: &str) -> Option<&'static Outlet> {
    static P: &[Outlet] = &[Outlet{name:"Associated Press",short:"AP"},Outlet{name:"Agence France-Presse",short:"AFP"},Outlet{name:"Reuters",short:"Reuters"},Outlet{name:"Xinhua",short:"Xinhua"}];
    let name = name.strip_prefix("The ").unwrap_or(name);
    P.iter().find(|p| p.name.eq_ignore_ascii_case(name) || p.short.eq_ignore_ascii_case(name))
}
pub(crate) fn find_outlet_by_domain(name: &str) -> Option<&'static Outlet> {
    static P: &[(&str, Outlet)] = &[("newsmax.com", Outlet{name:"Newsmax",short:"Newsmax"}),("themoscowtimes.com", Outlet{name:"The Moscow Times",short:"x"})];
    P.iter().find(|p| p.0 == name).map(|p| &p.1)
}
pub(crate) fn country_by_name(name: &str) -> Option<&'static Country> {
    static P: &[Country] = &[Country{name:"South Korea",code:"KOR"},Country{name:"North Korea",code:"PRK"},Country{name:"Peru",code:"PER"},Country{name:"Russia",code:"RUS"},Country{name:"Ukraine",code:"UKR"}];
    P.iter().find(|p| p.name.eq_ignore_ascii_case(name))
}
