package io.github.spotaware.certs.pki;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** Certificates and private keys as PEM text. Keys are written as PKCS#8. */
public final class Pem {
  private Pem() {}

  /** One certificate after the other. */
  public static String ofCertificates(List<X509Certificate> certificates) {
    List<PemObject> blocks = new ArrayList<>();
    for (X509Certificate certificate : certificates) {
      try {
        blocks.add(new PemObject("CERTIFICATE", certificate.getEncoded()));
      } catch (CertificateEncodingException e) {
        throw new IllegalArgumentException("a certificate without an encoding", e);
      }
    }
    return text(blocks);
  }

  /** The private key, as PKCS#8. */
  public static String ofKey(PrivateKey key) {
    return text(List.of(new PemObject("PRIVATE KEY", key.getEncoded())));
  }

  /**
   * The certificates of a text in their order, none for an empty text.
   *
   * @param name what messages call the text
   * @throws CertificateProblem when the text holds something else, or is damaged or half written
   */
  public static List<X509Certificate> certificates(String name, String text)
      throws CertificateProblem {
    List<X509Certificate> found = new ArrayList<>();
    JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
    for (Object block : blocks(name, text)) {
      if (!(block instanceof X509CertificateHolder holder)) {
        throw new CertificateProblem(name + " holds something else than certificates");
      }
      try {
        found.add(converter.getCertificate(holder));
      } catch (CertificateException e) {
        throw new CertificateProblem(name + " holds a certificate that can't be parsed", e);
      }
    }
    if (found.isEmpty() && !text.isBlank()) {
      throw new CertificateProblem(name + " holds no certificate in PEM");
    }
    return List.copyOf(found);
  }

  /**
   * The one private key of a text.
   *
   * @param name what messages call the text
   * @throws CertificateProblem when there is not exactly one, or it is encrypted or damaged
   */
  public static PrivateKey key(String name, String text) throws CertificateProblem {
    List<PrivateKeyInfo> keys = new ArrayList<>();
    for (Object block : blocks(name, text)) {
      if (block instanceof PEMKeyPair pair) {
        keys.add(pair.getPrivateKeyInfo());
      } else if (block instanceof PrivateKeyInfo key) {
        keys.add(key);
      }
    }
    if (keys.size() != 1) {
      throw new CertificateProblem(
          name + " holds " + keys.size() + " readable private keys; one is expected, in PEM");
    }
    try {
      return new JcaPEMKeyConverter().getPrivateKey(keys.getFirst());
    } catch (IOException e) {
      throw new CertificateProblem(name + " holds a private key of an unknown kind", e);
    }
  }

  private static List<Object> blocks(String name, String text) throws CertificateProblem {
    List<Object> blocks = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
        blocks.add(block);
      }
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle reports bad Base64 and bad ASN.1 by unchecked exceptions as well. What it
      // says may quote the text, so it is not passed on.
      throw new CertificateProblem(name + " is damaged or only half written PEM");
    }
    return blocks;
  }

  private static String text(List<PemObject> blocks) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      for (PemObject block : blocks) {
        writer.writeObject(block);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString().replace("\r\n", "\n");
  }
}
