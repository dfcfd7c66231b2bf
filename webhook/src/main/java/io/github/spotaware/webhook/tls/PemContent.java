package io.github.spotaware.webhook.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The text of the two PEM files of a TLS Secret, not yet understood. Two contents are equal when
 * both texts are, which is how a renewal is told from a touched file.
 *
 * @param certificateName what messages call the certificate file, e.g. {@code tls.crt}
 * @param certificates PEM text of the chain, the serving certificate first
 * @param keyName what messages call the key file, e.g. {@code tls.key}
 * @param key PEM text of the private key
 */
public record PemContent(String certificateName, String certificates, String keyName, String key) {
  /** The largest file that is read, in bytes: the API server stores no Secret over 1 MiB. */
  static final long MAX_BYTES = 1024L * 1024;

  /** The names that the Secret type {@code kubernetes.io/tls} uses. */
  static final String CERTIFICATE_FILE = "tls.crt";

  static final String KEY_FILE = "tls.key";

  private static final int RETRIES = 3;

  /**
   * Reads {@code tls.crt} and {@code tls.key} of a directory, as a Secret of type {@code
   * kubernetes.io/tls} is mounted.
   *
   * @throws PemException when one is missing, unreadable or over 1 MiB
   */
  public static PemContent read(Path directory) throws PemException {
    Path certificate = directory.resolve(CERTIFICATE_FILE);
    Path key = directory.resolve(KEY_FILE);
    String certificates = text(certificate);
    String keyText = text(key);
    // A renewal between the two reads would pair an old certificate with a new key: look again.
    for (int again = 0; again < RETRIES; again++) {
      String now = text(certificate);
      if (now.equals(certificates)) {
        break;
      }
      certificates = now;
      keyText = text(key);
    }
    return new PemContent(certificate.toString(), certificates, key.toString(), keyText);
  }

  private static String text(Path file) throws PemException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new PemException(file + ": larger than 1 MiB, which no PEM file of a TLS Secret is");
      }
      // PEM is ASCII; a byte beyond it decodes to a replacement here and is refused by the parser.
      return new String(Files.readAllBytes(file), StandardCharsets.US_ASCII);
    } catch (NoSuchFileException _) {
      throw new PemException(file + ": no such file");
    } catch (IOException e) {
      throw new PemException(file + ": can't be read: " + e, e);
    }
  }

  /** Names the files only: the key must not reach a log. */
  @Override
  public String toString() {
    return "PemContent[" + certificateName + ", " + keyName + "]";
  }
}
