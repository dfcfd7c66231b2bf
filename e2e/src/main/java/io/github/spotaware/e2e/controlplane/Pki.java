package io.github.spotaware.e2e.controlplane;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
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

/** A certificate authority with EC P-256 keys, and the certificates it signs. Valid for 30 days. */
public final class Pki {

  private static final Duration VALID = Duration.ofDays(30);
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final X500Name name;
  private final Identity authority;

  /** A new authority of this common name. */
  public Pki(String commonName) {
    name = subject(commonName, List.of());
    KeyPair keys = newKeys();
    authority = sign(name, keys, keys, List.of(), List.of());
  }

  /** The authority itself. */
  public Identity authority() {
    return authority;
  }

  /** A certificate for a client that the API server knows by this user name and these groups. */
  public Identity client(String user, String... groups) {
    return sign(
        subject(user, List.of(groups)),
        newKeys(),
        authority.keys(),
        List.of(),
        List.of(KeyPurposeId.id_kp_clientAuth));
  }

  /** A certificate for a server that is reached by these DNS names and IP addresses. */
  public Identity server(
      String commonName, Collection<String> dnsNames, Collection<String> addresses) {
    List<GeneralName> names = new ArrayList<>();
    dnsNames.forEach(dns -> names.add(new GeneralName(GeneralName.dNSName, dns)));
    addresses.forEach(address -> names.add(new GeneralName(GeneralName.iPAddress, address)));
    return sign(
        subject(commonName, List.of()),
        newKeys(),
        authority.keys(),
        names,
        List.of(KeyPurposeId.id_kp_serverAuth));
  }

  /** A new EC P-256 key pair. */
  static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new EnvironmentException("this Java has no EC keys", e);
    }
  }

  private Identity sign(
      X500Name subject,
      KeyPair keys,
      KeyPair signer,
      List<GeneralName> alternativeNames,
      List<KeyPurposeId> purposes) {
    boolean isAuthority = purposes.isEmpty();
    Instant now = Instant.now();
    PublicKey publicKey = keys.getPublic();
    try {
      JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
                  name,
                  new BigInteger(127, RANDOM),
                  Date.from(now.minus(CLOCK_SKEW)),
                  Date.from(now.plus(VALID)),
                  subject,
                  publicKey)
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority))
              .addExtension(
                  Extension.subjectKeyIdentifier,
                  false,
                  identifiers.createSubjectKeyIdentifier(publicKey))
              .addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  identifiers.createAuthorityKeyIdentifier(signer.getPublic()))
              .addExtension(
                  Extension.keyUsage,
                  true,
                  new KeyUsage(isAuthority ? KeyUsage.keyCertSign : KeyUsage.digitalSignature));
      if (!isAuthority) {
        builder.addExtension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new)));
      }
      if (!alternativeNames.isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(alternativeNames.toArray(GeneralName[]::new)));
      }
      var contentSigner = new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate());
      var certificate =
          new JcaX509CertificateConverter().getCertificate(builder.build(contentSigner));
      return new Identity(keys, certificate);
    } catch (GeneralSecurityException | IOException | OperatorException e) {
      throw new EnvironmentException("could not sign a certificate for " + subject, e);
    }
  }

  private static X500Name subject(String commonName, List<String> organizations) {
    X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE);
    organizations.forEach(organization -> builder.addRDN(BCStyle.O, organization));
    return builder.addRDN(BCStyle.CN, commonName).build();
  }
}
