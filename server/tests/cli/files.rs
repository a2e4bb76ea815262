//! Files that are none of ours.

use crate::{
    common::{HEADER, batches, contents, names, public_row},
    desk::{Desk, NOTHING, public},
};

#[test]
fn a_file_that_is_no_table_of_ours_is_told_and_nothing_goes_in() {
    let desk = Desk::new();
    let (before, imports) = (contents(&desk.database), batches(&desk.database));
    let good = desk.file("buono.csv", public(&[public_row("c_x001")]));
    let row = public_row("c_x001");
    let endless = "a".repeat(3 << 20);
    let columns: Vec<String> = (0..70).map(|i| format!("c{i}")).collect();
    let files: Vec<(&str, Vec<u8>, &str)> = vec![
        ("vuoto.csv", vec![], "il file è vuoto"),
        ("righe-vuote.csv", b"\r\n\r\n".to_vec(), "il file è vuoto"),
        ("lista-vuota.json", b"[]".to_vec(), "il file è vuoto"),
        ("lettera.csv", b"Gentile ufficio\nnon trovo il file\n".to_vec(), "non è un file CSV"),
        ("utf16.csv", b"\xff\xfee\0n\0t\0e\0".to_vec(), "non è un file CSV"),
        ("errore.csv", b"\n<!DOCTYPE html><html><body>404</body></html>".to_vec(), "è una pagina web"),
        ("errore-2.csv", b"<HTML><head><title>502</title></head></HTML>".to_vec(), "è una pagina web"),
        ("aliena.csv", b"a,b,c\n1,2,3\n".to_vec(), "l'intestazione non è"),
        ("quasi.csv", format!("{}\n{row}\n", HEADER.replace("avviso", "bando")).into_bytes(), "avviso"),
        ("doppia.csv", format!("{HEADER},Avviso\n{row},x\n").into_bytes(), "c'è due volte"),
        ("infinita.csv", endless.clone().into_bytes(), "non finisce mai"),
        ("infinita-2.csv", format!("{HEADER},{endless}").into_bytes(), "non finisce mai"),
        ("larga.csv", format!("{}\n", columns.join(",")).into_bytes(), "64 colonne"),
        ("nul.csv", format!("{}\n{row}\n", HEADER.replace("avviso", "avv\0iso")).into_bytes(), "non è un file di testo"),
        ("foglio.xlsx", b"PK\x03\x04\x14\0\x06\0\x08\0,,,".to_vec(), "non è un file di testo"),
        ("oggetto.json", b"{\"message\": \"Not Found\"}".to_vec(), "il JSON non si legge"),
        ("troncata.json", b"[{\"codice_ipa\": ".to_vec(), "il JSON non si legge"),
    ];
    for (name, bytes, sentence) in files {
        let file = desk.file(name, bytes);
        let said = desk.import(&[], std::slice::from_ref(&file)).ended(NOTHING).saying(sentence);
        assert!(said.err.contains(name), "which file? {said}");
        // Beside a good one it is still an error of the whole command: nothing is half imported.
        desk.import(&[], &[good.clone(), file]).ended(NOTHING);
    }
    desk.import(&[], &[good.clone(), desk.folder("nonesiste.csv")]).ended(NOTHING).saying("nonesiste.csv");
    desk.import(&[], &[good, desk.dir.path().to_owned()]).ended(NOTHING);
    assert_eq!(contents(&desk.database), before);
    assert_eq!(batches(&desk.database), imports);
}

#[test]
fn a_file_that_is_none_of_ours_makes_no_database() {
    let desk = Desk::empty();
    let file = desk.file("a.csv", "a,b,c\n1,2,3\n");
    desk.import(&["--create"], &[file]).ended(NOTHING);
    assert_eq!(names(desk.dir.path()), ["a.csv"]);
}
