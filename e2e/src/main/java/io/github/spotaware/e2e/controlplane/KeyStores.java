package io.github.spotaware.e2e.controlplane;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** PEM files as the key stores that Java's TLS takes, in memory. */
final class KeyStores {

  /** A key store in memory has one, too, and nothing to hide behind it. */
  static final String PASSWORD = "in-memory";

  private KeyStores() {}

  /** Holds this key and its certificate. */
  static KeyStore of(Identity.Pair pair) {
    try {
      String pem = Files.readString(pair.key()).replaceAll("-----[^-]+-----|\\s", "");
      PrivateKey key =
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
      KeyStore store = empty();
      store.setKeyEntry(
          "serving",
          key,
          PASSWORD.toCharArray(),
          new Certificate[] {certificate(pair.certificate())});
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new EnvironmentException("could not use " + pair.key(), e);
    }
  }

  /** Trusts what this authority signs. */
  static KeyStore trusting(Path authority) {
    try {
      KeyStore store = empty();
      store.setCertificateEntry("authority", certificate(authority));
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new EnvironmentException("could not use " + authority, e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Certificate certificate(Path file) throws GeneralSecurityException, IOException {
    try (InputStream pem = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificate(pem);
    }
  }
}
