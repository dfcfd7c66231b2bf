package io.github.spotaware.e2e.controlplane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * A key pair and the certificate for it.
 *
 * @param keys EC P-256
 * @param certificate of the public key
 */
public record Identity(KeyPair keys, X509Certificate certificate) {

  /** The certificate. */
  public String certificatePem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new EnvironmentException("a certificate of ours cannot be encoded", e);
    }
  }

  /** The private key, as PKCS #8. */
  public String keyPem() {
    return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  /** Writes {@code NAME.crt} and {@code NAME.key} into the folder, which is created. */
  public Pair writeTo(Path folder, String name) {
    Pair files = new Pair(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
    try {
      Files.createDirectories(folder);
      Files.writeString(files.certificate(), certificatePem());
      Files.writeString(files.key(), keyPem());
    } catch (IOException e) {
      throw new EnvironmentException("could not write the certificate " + files.certificate(), e);
    }
    return files;
  }

  /**
   * Where an identity was written.
   *
   * @param certificate PEM
   * @param key PEM
   */
  public record Pair(Path certificate, Path key) {}

  static String pem(String type, byte[] content) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, body, type);
  }
}
