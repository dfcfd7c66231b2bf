package io.github.spotaware.webhook.tls;

import java.io.IOException;
import java.io.StringReader;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * Reads PEM text: certificate chains, and private keys as PKCS#1 ({@code RSA PRIVATE KEY}), SEC 1
 * ({@code EC PRIVATE KEY}) and PKCS#8 ({@code PRIVATE KEY}). Bouncy Castle takes the encodings
 * apart; the keys themselves are the JDK's, so that its TLS can use them.
 */
final class PemFiles {
  private PemFiles() {}

  /**
   * The certificates of a PEM text in their order; blocks of another kind are passed over.
   *
   * @param name what messages call the text
   * @throws PemException when there is none, or one can't be parsed
   */
  static List<X509Certificate> certificates(String name, String pem) throws PemException {
    List<X509Certificate> chain = new ArrayList<>();
    JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
    for (Object block : blocks(name, pem)) {
      if (block instanceof X509CertificateHolder holder) {
        try {
          chain.add(converter.getCertificate(holder));
        } catch (CertificateException e) {
          String number = "certificate " + (chain.size() + 1);
          throw new PemException(name + ": " + number + " can't be parsed: " + e.getMessage(), e);
        }
      }
    }
    if (chain.isEmpty()) {
      throw new PemException(
          name + ": holds no certificate; expected '-----BEGIN CERTIFICATE-----'");
    }
    return List.copyOf(chain);
  }

  /**
   * The one private key of a PEM text; blocks of another kind ({@code EC PARAMETERS}, certificates)
   * are passed over.
   *
   * @param name what messages call the text
   * @throws PemException when there is none or more than one, or it is encrypted, or can't be
   *     parsed
   */
  static PrivateKey privateKey(String name, String pem) throws PemException {
    List<PrivateKeyInfo> keys = new ArrayList<>();
    for (Object block : blocks(name, pem)) {
      switch (block) {
        case PEMKeyPair pair -> keys.add(pair.getPrivateKeyInfo());
        case PrivateKeyInfo key -> keys.add(key);
        case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ ->
            throw new PemException(
                name + ": the private key is encrypted; store it without a passphrase");
        default -> {} // e.g. EC PARAMETERS, which openssl writes before the key
      }
    }
    if (keys.size() != 1) {
      String found = keys.isEmpty() ? "no private key" : keys.size() + " private keys";
      throw new PemException(
          name + ": holds " + found + "; expected one as PKCS#1, PKCS#8 or SEC 1 (EC), in PEM");
    }
    try {
      return new JcaPEMKeyConverter().getPrivateKey(keys.getFirst());
    } catch (IOException e) {
      throw new PemException(
          name + ": the private key is of no kind that TLS can use: " + e.getMessage(), e);
    }
  }

  private static List<Object> blocks(String name, String pem) throws PemException {
    // The parser passes over a line that is only half a beginning, and a chain would be too short.
    List<String> marks = pem.lines().filter(line -> line.startsWith("-")).toList();
    if (!marks.isEmpty() && !marks.getLast().startsWith("-----END ")) {
      throw new PemException(name + ": only half written PEM: it ends within a block");
    }
    List<Object> blocks = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
        blocks.add(block);
      }
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle reports bad Base64 and bad ASN.1 by unchecked exceptions as well.
      throw new PemException(name + ": damaged or only half written PEM: " + e.getMessage(), e);
    }
    return blocks;
  }
}
