package io.github.spotaware.certs.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes CAs and serving certificates with EC P-256 keys, signed with ECDSA and SHA-256. */
public final class CertificateMaker {
  /** The organization in the subject of each certificate that is made here. */
  public static final String ORGANIZATION = "spot-aware-certs";

  private static final String CURVE = "secp256r1";
  private static final int SERIAL_BITS = 127;
  private static final int TELLING_BYTES = 4;

  private final SecureRandom random;
  private final Lifetimes lifetimes;

  /**
   * Makes certificates that live so long.
   *
   * @param random of keys and serial numbers
   */
  public CertificateMaker(SecureRandom random, Lifetimes lifetimes) {
    this.random = random;
    this.lifetimes = lifetimes;
  }

  /**
   * A new CA, which signs serving certificates only and no other CA.
   *
   * <p>Its name is its own: an old and a new CA that are trusted together are told apart by it.
   */
  public Identity authority(Instant now) {
    byte[] telling = new byte[TELLING_BYTES];
    random.nextBytes(telling);
    X500Name name = name("spot-aware-scaler CA " + HexFormat.of().formatHex(telling));
    KeyPair keys = keys();
    Instant until = now.atOffset(ZoneOffset.UTC).plus(lifetimes.authority()).toInstant();
    return sign(
        name,
        keys,
        now,
        until,
        new Signer(name, keys),
        builder ->
            builder
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)));
  }

  /**
   * A new key and certificate for a server of these DNS names; it never outlives its CA.
   *
   * @param names at least one
   */
  public Identity serving(Identity authority, Collection<String> names, Instant now) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("a serving certificate needs a DNS name");
    }
    GeneralName[] alternatives =
        names.stream()
            .map(name -> new GeneralName(GeneralName.dNSName, name))
            .toArray(GeneralName[]::new);
    Instant until = now.plus(lifetimes.serving());
    Instant authorityUntil = authority.certificate().getNotAfter().toInstant();
    X509Certificate issuer = authority.certificate();
    return sign(
        name("spot-aware-webhook"),
        keys(),
        now,
        until.isAfter(authorityUntil) ? authorityUntil : until,
        new Signer(
            X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()),
            new KeyPair(issuer.getPublicKey(), authority.key())),
        builder ->
            builder
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(alternatives)));
  }

  private record Signer(X500Name name, KeyPair keys) {}

  @FunctionalInterface
  private interface Extensions {
    X509v3CertificateBuilder addTo(X509v3CertificateBuilder builder) throws IOException;
  }

  private Identity sign(
      X500Name subject,
      KeyPair keys,
      Instant now,
      Instant until,
      Signer signer,
      Extensions extensions) {
    try {
      JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
      X509v3CertificateBuilder builder =
          extensions
              .addTo(
                  new JcaX509v3CertificateBuilder(
                      signer.name(),
                      new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                      Date.from(now.minus(Lifetimes.CLOCK_SKEW)),
                      Date.from(until),
                      subject,
                      keys.getPublic()))
              .addExtension(
                  Extension.subjectKeyIdentifier,
                  false,
                  identifiers.createSubjectKeyIdentifier(keys.getPublic()))
              .addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  identifiers.createAuthorityKeyIdentifier(signer.keys().getPublic()));
      var contentSigner =
          new JcaContentSignerBuilder("SHA256withECDSA").build(signer.keys().getPrivate());
      X509Certificate certificate =
          new JcaX509CertificateConverter().getCertificate(builder.build(contentSigner));
      return Identity.of(certificate, keys.getPrivate());
    } catch (GeneralSecurityException | IOException | OperatorException | CertificateProblem e) {
      throw new IllegalStateException("this Java can't sign a certificate for " + subject, e);
    }
  }

  private KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no EC keys on " + CURVE, e);
    }
  }

  private static X500Name name(String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.O, ORGANIZATION)
        .addRDN(BCStyle.CN, commonName)
        .build();
  }
}
