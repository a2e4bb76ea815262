//! Passwords: what is too weak to be one, and argon2id, two at a time.
//!
//! A hash costs 64 MiB and a moment of one core, which is what makes guessing dear. So that it does not make the server dear to
//! its readers, two are worked on at once, eight more wait, and whoever comes then is asked to come back.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use tokio::sync::Semaphore;

/// Memory of one hash, in KiB.
const MEMORY: u32 = 64 * 1024;
/// Passes over it.
const PASSES: u32 = 3;
/// Lanes.
const LANES: u32 = 1;
/// How many are worked on at once.
const AT_ONCE: usize = 2;
/// How many more may wait.
const WAITING: usize = 8;

/// Stands in for the hash of somebody who is not there or has no password yet, so that the answer takes as long. Nobody knows
/// a password for it: its digest was made up.
const NOBODY: &str = "$argon2id$v=19$m=65536,t=3,p=1$dHJhZ3VhcmRpLWZpbnRvIQ$EExX5fzTwTN+hNUhYsI5G+QdTY5Gl/M1Pi6L3iml6fM";

/// Too many passwords at once, or none can be checked at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many passwords are being checked")]
pub struct Busy;

impl Busy {
    /// When to come back.
    pub const WAIT: Duration = Duration::from_secs(5);
}

/// What hashes and checks passwords. Cheap to clone; the clones share their turns.
#[derive(Clone)]
pub struct Hashing {
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
}

impl Default for Hashing {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(AT_ONCE + WAITING)), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Hashing {
    /// The hash to keep, with a salt of its own, in PHC form.
    ///
    /// # Errors
    /// [`Busy`], where too many wait already.
    pub async fn hash(&self, password: &str) -> Result<String, Busy> {
        let password = password.to_owned();
        self.run(move || hash(&password)).await?
    }

    /// Whether it is the password. Without a hash the answer is no, and takes as long.
    ///
    /// # Errors
    /// [`Busy`], where too many wait already.
    pub async fn verify(&self, password: &str, hash: Option<String>) -> Result<bool, Busy> {
        let password = password.to_owned();
        self.run(move || {
            let right = verify(&password, hash.as_deref().unwrap_or(NOBODY));
            right && hash.is_some()
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Busy> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Busy)?;
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| Busy)?;
        // Place and turn go along: somebody who hangs up does not make room for another while the work goes on.
        let done = tokio::task::spawn_blocking(move || {
            let answer = work();
            drop((place, turn));
            answer
        });
        done.await.map_err(|error| {
            tracing::error!(%error, "a password could not be worked on");
            Busy
        })
    }
}

fn hash(password: &str) -> Result<String, Busy> {
    let made = || -> Result<String, String> {
        let params = Params::new(MEMORY, PASSES, LANES, None).map_err(|e| e.to_string())?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let hash: PasswordHash = argon2.hash_password(password.as_bytes()).map_err(|e| e.to_string())?;
        Ok(hash.to_string())
    };
    made().map_err(|error| {
        tracing::error!(%error, "a password could not be hashed");
        Busy
    })
}

/// With the parameters that the hash itself names.
fn verify(password: &str, hash: &str) -> bool {
    match PasswordHash::new(hash) {
        Ok(hash) => Argon2::default().verify_password(password.as_bytes(), &hash).is_ok(),
        Err(error) => {
            tracing::error!(error = %error, "a kept password hash is damaged");
            false
        }
    }
}

/// Fewest characters of a password.
pub const SHORTEST: usize = 12;
/// Most characters of a password.
pub const LONGEST: usize = 128;
/// What must remain of a password besides what anybody would try first.
const REMAINS: usize = 8;

/// Why a password is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer than [`SHORTEST`] characters.
    Short,
    /// More than [`LONGEST`] characters.
    Long,
    /// The same again and again, or in a row: `aaaaaaaaaaaa`, `123456789012`, `finestrafinestra`.
    Regular,
    /// The name of whoever has it, of the ente, or of this program, with little besides.
    Known,
    /// A word that many choose, with little besides.
    Common,
}

/// Why this is no password, if it is none. `context` is what others know of whoever chooses it: login, name, ente.
#[must_use]
pub fn weakness(password: &str, context: &[&str]) -> Option<Weakness> {
    let count = password.chars().count();
    if count < SHORTEST {
        return Some(Weakness::Short);
    }
    if count > LONGEST {
        return Some(Weakness::Long);
    }
    let chars: Vec<char> = password.chars().flat_map(char::to_lowercase).map(bare).collect();
    if is_regular(&chars) {
        return Some(Weakness::Regular);
    }
    let known: BTreeSet<String> =
        context.iter().flat_map(|text| words(text)).chain(HERE.iter().map(|w| (*w).to_owned())).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let (without, found) = without(&chars, &known);
    if found && is_poor(&without) {
        return Some(Weakness::Known);
    }
    let all: Vec<&str> = known.iter().copied().chain(COMMON.iter().copied()).collect();
    let (without, found) = self::without(&chars, &all);
    (found && is_poor(&without)).then_some(Weakness::Common)
}

/// Words of this place, which everybody here knows.
const HERE: [&str; 8] = ["traguardi", "comune", "pnrr", "cruscotto", "padigitale", "municipio", "scrivania", "ufficio"];

/// The words of a text that are long enough to be recognised.
fn words(text: &str) -> impl Iterator<Item = String> {
    let plain: String = text.chars().flat_map(char::to_lowercase).map(bare).collect();
    let words: Vec<String> =
        plain.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() >= 3).map(str::to_owned).collect();
    words.into_iter()
}

/// Without its accent.
fn bare(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ä' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        c => c,
    }
}

/// The letter that a figure or sign is put for: `p@ssw0rd`.
fn unmasked(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        c => c,
    }
}

/// The characters that are in none of the words, and whether there was any word.
fn without(chars: &[char], words: &[&str]) -> (Vec<char>, bool) {
    let masked: Vec<char> = chars.iter().copied().map(unmasked).collect();
    let here = |from: &[char], word: &str| word.chars().enumerate().all(|(i, c)| from.get(i) == Some(&c));
    let mut rest = vec![];
    let mut at = 0;
    while at < chars.len() {
        let (plain, masked) = (chars.get(at..).unwrap_or_default(), masked.get(at..).unwrap_or_default());
        let longest =
            words.iter().filter(|w| here(plain, w) || here(masked, w)).map(|w| w.chars().count()).max().unwrap_or_default();
        if longest == 0 {
            rest.extend(chars.get(at));
        }
        at += longest.max(1);
    }
    let found = rest.len() < chars.len();
    (rest, found)
}

/// One thing over and over, or all in a row, or out of a handful of characters.
fn is_regular(chars: &[char]) -> bool {
    chars.iter().collect::<BTreeSet<_>>().len() < 5 || unit(chars) < SHORTEST.min(chars.len()) || is_poor(chars)
}

/// Too little to guess: rows of keys or of the alphabet count as one character, and so does a sign that comes again.
fn is_poor(chars: &[char]) -> bool {
    worth(chars) < REMAINS
}

/// The length of what is repeated, or of the whole. The last repetition may be cut short.
fn unit(chars: &[char]) -> usize {
    let n = chars.len();
    (1..=n.div_ceil(2)).find(|&p| p < n && chars.iter().zip(chars.iter().skip(p)).all(|(a, b)| a == b)).unwrap_or(n)
}

/// How many characters have to be guessed.
fn worth(chars: &[char]) -> usize {
    let mut once: Vec<char> = chars.iter().take(unit(chars)).copied().collect();
    once.dedup();
    let mut signs = BTreeSet::new();
    let mut count = 0;
    let mut at = 0;
    while let Some(c) = once.get(at) {
        let row = row(once.get(at..).unwrap_or_default());
        if row >= 3 {
            count += 1;
            at += row;
            continue;
        }
        if c.is_alphanumeric() || signs.insert(*c) {
            count += 1;
        }
        at += 1;
    }
    count
}

/// Rows of the keyboard and of the alphabet.
const ROWS: [&str; 5] = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// How many characters at the beginning follow each other in one of the rows, in either direction.
fn row(chars: &[char]) -> usize {
    let follows = |row: &str, a: char, b: char| row.chars().zip(row.chars().skip(1)).any(|(x, y)| x == a && y == b);
    let along = |next: &dyn Fn(char, char) -> bool| {
        1 + chars.iter().zip(chars.iter().skip(1)).take_while(|(a, b)| next(**a, **b)).count()
    };
    ROWS.iter().map(|r| along(&|a, b| follows(r, a, b)).max(along(&|a, b| follows(r, b, a)))).max().unwrap_or(1)
}

/// What many choose, in Italian and English: words, names, clubs, towns, patterns of keys. Of at least three characters, in lower
/// case and without accents; figures and signs around them, or in place of their letters, are found by [`weakness`] itself.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    // Words for the thing itself.
    "password", "passw0rd", "passwort", "parola", "parolachiave", "chiave", "segreto", "segreta", "segretissima", "secret", "access",
    "accesso", "accedi", "login", "logon", "signin", "entra", "entrata", "utente", "user", "username", "guest", "ospite", "admin",
    "administrator", "amministratore", "amministrazione", "root", "system", "sistema", "server", "default", "changeme", "cambiami",
    "cambia", "temporanea", "temporary", "temp", "test", "testing", "prova", "prove", "demo", "esempio", "example", "nuova", "newpass",
    "welcome", "benvenuto", "benvenuti", "benvenuta", "letmein", "fammientrare", "opensesame", "apritisesamo", "trustno", "master",
    "super", "superuser", "superman", "computer", "internet", "windows", "microsoft", "google", "facebook", "instagram", "samsung",
    "android", "apple", "iphone", "linkedin", "amazon", "hello", "helloworld", "ciao", "ciaociao", "buongiorno", "buonasera",
    "qualcosa", "qualcuno", "niente", "nessuno", "boh", "abcd", "abcabc", "pass", "word",
    // Patterns of keys.
    "qwerty", "qwertz", "azerty", "qwer", "asdf", "zxcv", "qaz", "wsx", "edc", "qazwsx", "qazwsxedc", "zaq", "xsw", "1qaz", "2wsx",
    "3edc", "4rfv", "zaq1", "xsw2", "1q2w3e", "1q2w3e4r", "1q2w3e4r5t", "1q2w3e4r5t6y", "q1w2e3", "q1w2e3r4", "q1w2e3r4t5",
    "q1w2e3r4t5y6", "1a2b3c", "a1b2c3", "a1b2c3d4", "abc123", "123abc", "qwe123", "123qwe", "qweasd", "qweasdzxc", "asd123",
    "112233", "121212", "123123", "123321", "131313", "159753", "147258", "147258369", "987654", "102030", "696969", "010203",
    // Affection and people.
    "amore", "amoremio", "tiamo", "tivogliobene", "iloveyou", "loveyou", "love", "lover", "tesoro", "tesoromio", "cucciolo", "cucciola",
    "piccolo", "piccola", "bello", "bella", "bellissima", "stella", "stellina", "stelle", "principe", "principessa", "princess", "angelo",
    "angel", "angioletto", "mamma", "mammina", "papa", "babbo", "nonno", "nonna", "fratello", "sorella", "bambino", "bambina", "figlio",
    "figlia", "famiglia", "family", "amico", "amica", "amici", "friend", "friends", "baby", "girl", "boy", "sweet", "honey", "sunshine",
    "flower", "fiore", "fiorellino", "farfalla", "butterfly", "arcobaleno", "rainbow", "gattino", "gatto", "micio", "cane", "cagnolino",
    "pippo", "pluto", "paperino", "topolino", "minnie", "mickey", "pokemon", "pikachu", "batman", "spiderman", "starwars", "dragon",
    "drago", "monkey", "shadow", "ombra", "ninja", "killer", "matrix", "phoenix", "fenice", "liberta", "freedom", "felicita", "fortuna",
    "lucky", "sempre", "forever", "insieme", "whatever", "nothing", "mustang", "ferrari", "lamborghini", "maserati", "ducati", "harley",
    "vespa", "michael", "jordan", "charlie", "daniel", "thomas", "robert", "jessica", "ashley", "jennifer", "nicole", "hannah",
    // Names.
    "alessandro", "alessandra", "alessia", "alessio", "alberto", "alberta", "alice", "andrea", "angela", "anna", "annamaria", "antonella",
    "antonio", "antonia", "barbara", "beatrice", "bruno", "camilla", "carla", "carlo", "carmela", "caterina", "chiara", "claudia",
    "claudio", "cristian", "cristina", "daniela", "daniele", "davide", "domenico", "edoardo", "elena", "eleonora", "elisa", "elisabetta",
    "emanuele", "emma", "enrico", "fabio", "fabrizio", "federica", "federico", "ferdinando", "filippo", "francesca", "francesco",
    "gabriele", "gabriella", "giacomo", "gianluca", "gianni", "giorgia", "giorgio", "giovanna", "giovanni", "giulia", "giuliano", "giulio",
    "giuseppe", "giuseppina", "greta", "ilaria", "isabella", "laura", "leonardo", "lorenzo", "luca", "lucia", "luciano", "luigi", "luisa",
    "manuela", "marco", "margherita", "maria", "mariarosa", "mario", "marta", "martina", "massimo", "matteo", "mattia", "maurizio",
    "michela", "michele", "monica", "nicola", "noemi", "paola", "paolo", "patrizia", "pietro", "raffaele", "raffaella", "riccardo",
    "roberta", "roberto", "rosa", "rosanna", "rosaria", "salvatore", "samuele", "sara", "serena", "sergio", "silvia", "simona", "simone",
    "sofia", "stefania", "stefano", "teresa", "tommaso", "umberto", "valentina", "valeria", "valerio", "vincenzo", "vincenza", "vittoria",
    "vittorio", "rossi", "russo", "ferrari", "esposito", "bianchi", "romano", "colombo", "ricci", "marino", "greco", "gallo", "conti",
    // Clubs and games.
    "juventus", "juve", "forzajuve", "inter", "forzainter", "internazionale", "milan", "forzamilan", "acmilan", "roma", "forzaroma",
    "asroma", "romanista", "lazio", "forzalazio", "laziale", "napoli", "forzanapoli", "fiorentina", "viola", "torino", "atalanta", "bologna",
    "sampdoria", "samp", "genoa", "cagliari", "palermo", "catania", "verona", "parma", "udinese", "avellino", "lecce", "bari", "pescara",
    "calcio", "football", "soccer", "baseball", "basket", "basketball", "hockey", "champion", "campione", "campioni", "maradona",
    "ronaldo", "totti", "delpiero", "baggio", "messi", "scudetto", "valentinorossi", "magica", "forza",
    // Places, time, institutions.
    "italia", "italy", "italiano", "italiana", "forzaitalia", "viva", "vivaitalia", "latina", "avezzano", "laquila", "milano", "firenze",
    "venezia", "genova", "perugia", "ancona", "trento", "trieste", "potenza", "catanzaro", "aosta", "sicilia", "sardegna", "toscana",
    "lombardia", "europa", "london", "londra", "parigi", "paris", "america", "brasile", "spagna", "sindaco", "assessore", "giunta",
    "consiglio", "provincia", "regione", "segreteria", "protocollo", "anagrafe", "tributi", "ragioneria", "digitale", "transizione",
    "pubblica", "amministrativo", "servizi", "servizio", "lavoro", "azienda", "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
    "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre", "lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "sabato",
    "domenica", "primavera", "estate", "autunno", "inverno", "natale", "pasqua", "buonnatale", "vacanze", "january", "february", "march",
    "april", "june", "july", "august", "september", "october", "november", "december", "monday", "friday", "sunday", "spring", "summer",
    "autumn", "winter", "christmas",
];

#[cfg(test)]
mod tests {
    use super::*;

    const CONTEXT: [&str; 4] = ["mario.rossi", "Mario Rossi", "Comune di Latina", "Latina"];

    #[test]
    fn a_password_has_between_twelve_and_a_hundred_and_twenty_eight_characters() {
        assert_eq!(weakness("Xk9#vw2Lm7q", &[]), Some(Weakness::Short));
        assert_eq!(weakness("Xk9#vw2Lm7qz", &[]), None);
        // Characters, not bytes.
        assert_eq!(weakness("ñøłđßþæœŋħĸ", &[]), Some(Weakness::Short));
        assert_eq!(weakness("ñøłđßþæœŋħĸĳ", &[]), None);
        let long: String = "kq7Ż#vx2Lm9rT&dw".chars().cycle().take(LONGEST).collect();
        assert_eq!(weakness(&long, &[]), None);
        assert_eq!(weakness(&format!("{long}k"), &[]), Some(Weakness::Long));
        // Blanks at the ends are characters like others.
        assert_eq!(weakness(" Xk9#vw2Lm7 ", &[]), None);
    }

    #[test]
    fn what_repeats_or_runs_in_a_row_is_none() {
        for password in [
            "aaaaaaaaaaaa",
            "            ",
            "!!!!!!!!!!!!!!",
            "123456789012",
            "098765432109",
            "abcdefghijkl",
            "zyxwvutsrqpo",
            "qwertyuiop12",
            "qwertyuiopasdfghjkl",
            "abcabcabcabc",
            "ciaociaociao",
            "finestrafinestra",
            "FinestraFINESTRAfinestra",
            "finestra finestra",
            "112233445566",
            "121212111222",
        ] {
            assert_eq!(weakness(password, &[]), Some(Weakness::Regular), "{password}");
        }
    }

    #[test]
    fn what_many_choose_is_none_whatever_is_put_around_it() {
        for password in [
            "password1234",
            "Password2026!",
            "P@ssw0rd2026",
            "passwordpassword",
            "juventus1897!",
            "ForzaRoma2001",
            "iloveyouforever",
            "TiAmoTesoro12",
            "mammaPapaNonno",
            "1q2w3e4r5t6y",
            "q1w2e3r4t5y6",
            "benvenuto2026",
            "Amministratore1",
            "giulia-marco-1990",
            "primavera2026",
            "0000password0000",
        ] {
            assert!(weakness(password, &[]).is_some(), "{password}");
        }
    }

    #[test]
    fn the_names_of_the_place_and_of_the_person_are_none() {
        for password in [
            "mario.rossi.1",
            "MarioRossi1980",
            "Comune_Latina_2026",
            "latinalatina1",
            "traguardi2026!",
            "pnrr-comune-26",
            "M4rio R0ssi 80",
        ] {
            assert_eq!(weakness(password, &CONTEXT), Some(Weakness::Known), "{password}");
        }
        // The same words with enough besides are one.
        assert_eq!(weakness("latina kayak bruma zolfo", &CONTEXT), None);
    }

    #[test]
    fn sentences_and_dice_are_good() {
        for password in [
            "quattro sedie zoppe in soffitta",
            "correct horse battery staple",
            "Vn7$kd2!Qz9x",
            "gatto-7261-9283-5523",
            "il tram delle 7:42 è in ritardo",
            "5f2b9c0e7a41d386",
        ] {
            assert_eq!(weakness(password, &CONTEXT), None, "{password}");
        }
    }

    #[test]
    fn the_list_is_in_the_form_in_which_it_is_looked_for() {
        for word in COMMON.iter().chain(&HERE) {
            assert!(word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()), "{word}");
            assert!(word.len() >= 3, "{word}");
        }
    }

    #[tokio::test]
    async fn a_hash_is_argon2id_and_nobody_has_the_same_parameters() {
        let hashing = Hashing::default();
        let hash = hashing.hash("quattro sedie zoppe").await.unwrap();
        let parameters = "$argon2id$v=19$m=65536,t=3,p=1$";
        assert!(hash.starts_with(parameters), "{hash}");
        assert!(NOBODY.starts_with(parameters));
        assert_eq!(hash.len(), NOBODY.len());
        assert!(PasswordHash::new(NOBODY).is_ok());
        assert!(hashing.verify("quattro sedie zoppe", Some(hash.clone())).await.unwrap());
        assert!(!hashing.verify("quattro sedie zopp", Some(hash)).await.unwrap());
        assert!(!hashing.verify("quattro sedie zoppe", None).await.unwrap());
    }

    #[tokio::test]
    async fn who_comes_when_the_queue_is_full_is_told_at_once() {
        let hashing = Hashing::default();
        let _all = Arc::clone(&hashing.places).try_acquire_many_owned(10).unwrap();
        assert_eq!(hashing.hash("quattro sedie zoppe").await, Err(Busy));
        assert_eq!(hashing.verify("quattro sedie zoppe", None).await, Err(Busy));
    }
}
