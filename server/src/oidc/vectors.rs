//! Two tokens that another program has signed with an RSA key of 2048 bits, of which only the public half was kept: what this
//! one can check but not make.

/// The modulus of the key; its exponent is 65537.
pub(super) const MODULUS: &str = concat!(
    "95-F03MPurn54RoaZkN4Nz0hVeuYITnvBF0JhU2Zmhw2Zd5h_ZMF3Z-BoxXHL6V1ZffmBsv2TxMSZaNE015SERgvuyz6llGqoD1QEggZVesx_J",
    "UKyDVnuB2MMEls-EWCFnHWqIQLvI1yAM5LtaaxvAecRwHfpiNuMY94RK_zmVfpwb56Kp-VTCi-IP0y0STZlOs-vBA6frgX7_cnVQhjjXiD82XI",
    "Kffa6KebrNBJQZtye4JT2riBWBrXCbtkDxEe77XxW2KnHhrNbJ7rC-vuWzAXIK-Q_8NLzKTrAZa_OUZiQd1zP1Wl9QONh9e8G4BlfeJa6gjJE3",
    "U6jVdLze236w",
);

/// Signed by RSASSA-PKCS1-v1_5 with SHA-256.
pub(super) const RS256: &str = concat!(
    "eyJhbGciOiJSUzI1NiIsImtpZCI6InJzYSJ9.eyJpc3MiOiJodHRwczovL2xvZ2luLmNvbXVuZS5leGFtcGxlIiwic3ViIjoiMjQ4Mjg5NzYxM",
    "DAxIiwiYXVkIjoidHJhZ3VhcmRpIiwibm9uY2UiOiJuLTBTNiIsImlhdCI6MTMxMTI4MDk3MCwiZXhwIjoxMzExMjgxOTcwfQ.etbE0oJbMwJK",
    "VdVlx-hKvmJQ2oIsosmjAmfPxf4lgiTeqTMK8fbpNQltqfBd0T3ISq4lkki-BngzQuk1XVvkDsjdTY3shnT8qP1NCQyS8QNTs87ColqQxcNWm7",
    "pg4CU0NYlsO_tJ65fm6bNFZRo1uKp0Jl7PBlsfOgpPrP4Exdj-7D6rI7P7V9HGr9i6JXzE1b-SYWQt3orWUvm95yZjMF9XLemHz3sAT3TbGHBq",
    "dyj-4F5XatOCOnCg5nJTvkx6hEk6_Zs-o2pKsZMOB9fKDfgvyNladSPqm6f-RLijN1spuYxW3Kvm0UbjIpyGBJLwCGynuhjE904NGCiwFGkSfA",
);

/// The same claims, signed by RSASSA-PSS with SHA-256 and a salt of 32 bytes.
pub(super) const PS256: &str = concat!(
    "eyJhbGciOiJQUzI1NiIsImtpZCI6InJzYSJ9.eyJpc3MiOiJodHRwczovL2xvZ2luLmNvbXVuZS5leGFtcGxlIiwic3ViIjoiMjQ4Mjg5NzYxM",
    "DAxIiwiYXVkIjoidHJhZ3VhcmRpIiwibm9uY2UiOiJuLTBTNiIsImlhdCI6MTMxMTI4MDk3MCwiZXhwIjoxMzExMjgxOTcwfQ.4tYJsTVGtJN9",
    "qAhU-77CPnX1Zq-IdHFAAUmGhvj5m8yDczfT5h6EEHv9et8jQYy3Y8HyGr8gcyTzcPOrsULvQSwywExrWbr1EPw75PYlZcQv48xBru95S98KSx",
    "TxFs_pyPnSP2Wi-ogIPbAv608ciN4YXwSm0W8g7q8Er0txx1YEQuXhZmqJXAFppYEMvmxQJ-qKZlfOTHYj5HLqCXA0Q8HtQrMOPoUY8BXxqwFg",
    "YFe1cyia4DBTnLpPbUXIrcFGzu9kjPkisozL162cVQAI4YcCrJNfbQk9AGyy92UZnnxLRiieagqv6qkynAaWbaMSa3i07YPOQsfmlat7Mx3LJA",
);
