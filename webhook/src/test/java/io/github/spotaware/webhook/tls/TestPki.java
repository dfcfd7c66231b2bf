package io.github.spotaware.webhook.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * A certificate authority for tests: issues certificates and writes them as the PEM forms found in
 * Secrets.
 */
public final class TestPki {
  private static final AtomicLong SERIAL = new AtomicLong(1);

  private final KeyPair keys = ec();
  private final X509Certificate certificate;
  private final Instant now;

  /** An authority whose certificates are valid an hour around a time. */
  public TestPki(Instant now) {
    this.now = now;
    this.certificate =
        certificate("test-ca", keys, "test-ca", keys.getPrivate(), true, now, hours(24));
  }

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }

  /** The authority's own certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** A serving certificate for {@code localhost}, valid from an hour ago for two hours. */
  public X509Certificate issue(KeyPair subject) {
    return issue("localhost", subject, hours(2));
  }

  X509Certificate issue(String name, KeyPair subject, Duration validity) {
    return certificate(name, subject, "test-ca", keys.getPrivate(), false, now, validity);
  }

  /** As {@link #issue(KeyPair)}, for these DNS names in place of {@code localhost}. */
  X509Certificate issueFor(KeyPair subject, String... names) {
    GeneralName[] alternatives =
        Stream.of(names)
            .map(name -> new GeneralName(GeneralName.dNSName, name))
            .toArray(GeneralName[]::new);
    return certificate(
        "localhost", subject, "test-ca", keys.getPrivate(), false, now, hours(2), alternatives);
  }

  /** An authority of its own below this one, with its certificate. */
  X509Certificate intermediate(String name, KeyPair subject) {
    return certificate(name, subject, "test-ca", keys.getPrivate(), true, now, hours(24));
  }

  /** A certificate that an intermediate issued. */
  X509Certificate issueBelow(String issuer, KeyPair issuerKeys, KeyPair subject) {
    return certificate("localhost", subject, issuer, issuerKeys.getPrivate(), false, now, hours(2));
  }

  private static X509Certificate certificate(
      String subject,
      KeyPair subjectKeys,
      String issuer,
      PrivateKey issuerKey,
      boolean authority,
      Instant now,
      Duration validity) {
    return certificate(
        subject,
        subjectKeys,
        issuer,
        issuerKey,
        authority,
        now,
        validity,
        new GeneralName(GeneralName.dNSName, "localhost"),
        new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
  }

  private static X509Certificate certificate(
      String subject,
      KeyPair subjectKeys,
      String issuer,
      PrivateKey issuerKey,
      boolean authority,
      Instant now,
      Duration validity,
      GeneralName... names) {
    try {
      Instant from = now.minus(hours(1));
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Name("CN=" + issuer),
              BigInteger.valueOf(SERIAL.getAndIncrement()),
              Date.from(from),
              Date.from(from.plus(validity)),
              new X500Name("CN=" + subject),
              subjectKeys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      if (names.length > 0) {
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      }
      String signature =
          issuerKey.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder(signature).build(issuerKey)));
    } catch (CertIOException | GeneralSecurityException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  /** A P-256 key. */
  public static KeyPair ec() {
    return keys("EC", 256);
  }

  static KeyPair rsa() {
    return keys("RSA", 2048);
  }

  static KeyPair keys(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Objects as PEM; an RSA key as PKCS#1. */
  public static String pem(Object... objects) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (Object object : objects) {
        writer.writeObject(object);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** A P-256 key as SEC 1, the form in which OpenSSL and Go write it: the curve named inside. */
  public static String sec1(KeyPair keys) {
    try {
      BigInteger secret = ((ECPrivateKey) keys.getPrivate()).getS();
      SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
      DERBitString point = new DERBitString(info.getPublicKeyData().getBytes());
      byte[] encoded =
          new org.bouncycastle.asn1.sec.ECPrivateKey(
                  256, secret, point, SECObjectIdentifiers.secp256r1)
              .getEncoded();
      return pem(new PemObject("EC PRIVATE KEY", encoded));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A key as PKCS#8. */
  public static String pkcs8(PrivateKey key) {
    try {
      return pem(new JcaPKCS8Generator(key, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts a pair into a directory the way the kubelet does: both files in a new folder, then one
   * symbolic link {@code ..data} renamed over the old one.
   */
  public static void mount(Path directory, String certificates, String key) {
    try {
      Path folder = Files.createTempDirectory(directory, "..version");
      Files.writeString(folder.resolve("tls.crt"), certificates);
      Files.writeString(folder.resolve("tls.key"), key);
      Path fresh = directory.resolve("..data_tmp");
      Files.createSymbolicLink(fresh, folder.getFileName());
      Files.move(fresh, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
      for (String file : new String[] {"tls.crt", "tls.key"}) {
        if (!Files.exists(directory.resolve(file))) {
          Files.createSymbolicLink(directory.resolve(file), Path.of("..data", file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
