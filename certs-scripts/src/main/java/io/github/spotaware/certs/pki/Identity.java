package io.github.spotaware.certs.pki;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Objects;

/**
 * A certificate with its own private key, of a CA or of a server; they belong together, which
 * {@link #of} has checked with a signature.
 */
public final class Identity {
  private static final byte[] PROBE = {1};

  private final X509Certificate certificate;
  private final PrivateKey key;

  private Identity(X509Certificate certificate, PrivateKey key) {
    this.certificate = certificate;
    this.key = key;
  }

  /**
   * Takes a pair that belongs together.
   *
   * @throws CertificateProblem when the key is not the certificate's, or of another kind than EC
   *     and RSA
   */
  public static Identity of(X509Certificate certificate, PrivateKey key) throws CertificateProblem {
    Objects.requireNonNull(certificate);
    boolean together;
    try {
      together =
          key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())
              && signs(key, certificate.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new CertificateProblem("the private key can't sign", e);
    }
    if (!together) {
      throw new CertificateProblem(
          "the private key does not belong to the certificate "
              + certificate.getSubjectX500Principal());
    }
    return new Identity(certificate, key);
  }

  private static boolean signs(PrivateKey key, PublicKey publicKey)
      throws GeneralSecurityException {
    String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(PROBE);
    byte[] signature = signer.sign();
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(publicKey);
    verifier.update(PROBE);
    return verifier.verify(signature);
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** The private key, for signing and for the places where it is stored; nowhere else. */
  public PrivateKey key() {
    return key;
  }

  /** Whether the certificate has expired by then. */
  public boolean expiredAt(Instant now) {
    return now.isAfter(certificate.getNotAfter().toInstant());
  }

  /** Names the certificate only: the key must not reach a log. */
  @Override
  public String toString() {
    return "Identity[" + certificate.getSubjectX500Principal() + "]";
  }
}
