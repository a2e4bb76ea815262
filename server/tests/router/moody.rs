//! A register that fails or panics when it is told to.

use domain::{
    dossier::{Catalogue, Dossier},
    identifier::Ipa,
    ports::{Answer, Batch, EntiPage, Register, Unavailable},
};
use std::sync::{
    Arc,
    atomic::{AtomicU8, Ordering},
};
use store::Store;

/// Works as the store does, until it is told to fail or to panic.
pub(super) struct Moody {
    pub(super) store: Store,
    pub(super) mood: AtomicU8,
}

pub(super) const WELL: u8 = 0;
pub(super) const FAILING: u8 = 1;
pub(super) const PANICKING: u8 = 2;

fn burst<T>() -> Result<T, Unavailable> {
    panic!("a register that panics on purpose")
}

impl Moody {
    fn answer<'a, T: Send + 'a>(&'a self, answer: Answer<'a, T>) -> Answer<'a, T> {
        match self.mood.load(Ordering::SeqCst) {
            WELL => answer,
            FAILING => Box::pin(async { Err(Unavailable) }),
            _ => Box::pin(async { burst::<T>() }),
        }
    }
}

impl Register for Moody {
    fn enti(&self, words: &str, offset: usize, limit: usize) -> Answer<'_, EntiPage> {
        self.answer(self.store.enti(words, offset, limit))
    }
    fn dossier(&self, ente: &Ipa) -> Answer<'_, Option<Dossier>> {
        self.answer(self.store.dossier(ente))
    }
    fn dossier_known(&self, ente: &Ipa, known: chrono::NaiveDate) -> Answer<'_, Option<Dossier>> {
        self.answer(self.store.dossier_known(ente, known))
    }
    fn dossiers(&self, ente: &Ipa, known: chrono::NaiveDate) -> Answer<'_, Option<(Dossier, Dossier)>> {
        self.answer(self.store.dossiers(ente, known))
    }
    fn catalogue(&self) -> Answer<'_, Arc<Catalogue>> {
        self.answer(self.store.catalogue())
    }
    fn batches(&self) -> Answer<'_, Vec<Batch>> {
        self.answer(self.store.batches())
    }
    fn ready(&self) -> Answer<'_, ()> {
        self.answer(self.store.ready())
    }
}
