package io.github.spotaware.certs.store;

import io.github.spotaware.certs.pki.CertificateProblem;
import io.github.spotaware.certs.pki.Identity;
import io.github.spotaware.certs.pki.Pem;
import io.github.spotaware.certs.plan.AuthorityStore;
import io.github.spotaware.certs.plan.CertsException;
import io.github.spotaware.certs.plan.Held;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the CA as {@code ca.crt} and {@code ca.key} (mode 0600) in a folder (mode 0700), and beside
 * them {@code next.crt} and {@code next.key} while the CA is changed.
 */
public final class FolderAuthorityStore implements AuthorityStore {
  private static final String CURRENT = "ca";
  private static final String NEXT = "next";

  private final Path folder;

  /** Keeps it in this folder, which is made when the first CA is. */
  public FolderAuthorityStore(Path folder) {
    this.folder = folder;
  }

  @Override
  public Held load() {
    finishPromotion();
    return new Held(read(CURRENT), read(NEXT));
  }

  @Override
  public void save(Held held) {
    PrivateFiles.createFolder(folder);
    Held before = load();
    if (held.next().isEmpty() && before.next().isPresent()) {
      promote();
      return;
    }
    held.next().ifPresent(identity -> write(NEXT, identity));
    held.current().ifPresent(identity -> write(CURRENT, identity));
  }

  @Override
  public String place() {
    return "folder " + folder + " (key files of mode 0600)";
  }

  /** The certificate first: a certificate without its key has signed nothing. */
  private void write(String name, Identity identity) {
    PrivateFiles.writePublic(
        certificate(name), Pem.ofCertificates(List.of(identity.certificate())));
    PrivateFiles.writeSecret(key(name), Pem.ofKey(identity.key()));
  }

  private Optional<Identity> read(String name) {
    Optional<String> certificate = PrivateFiles.read(certificate(name));
    Optional<String> key = PrivateFiles.read(key(name));
    if (key.isEmpty()) {
      if (certificate.isPresent() && name.equals(CURRENT)) {
        throw new CertsException(
            key(name) + " is missing beside " + certificate(name),
            "put the key back; where it is lost, move "
                + certificate(name)
                + " away and run rotate-ca, or create-certs where nothing is installed yet");
      }
      return Optional.empty();
    }
    if (certificate.isEmpty()) {
      throw new CertsException(
          certificate(name) + " is missing beside " + key(name),
          "put the certificate back (it is in ca.crt of the Secret with the serving certificate),"
              + " or move the key away and run it again");
    }
    try {
      List<X509Certificate> certificates =
          Pem.certificates(certificate(name).toString(), certificate.get());
      if (certificates.size() != 1) {
        throw new CertificateProblem(
            certificate(name) + " holds " + certificates.size() + " certificates; one is expected");
      }
      return Optional.of(
          Identity.of(certificates.getFirst(), Pem.key(key(name).toString(), key.get())));
    } catch (CertificateProblem e) {
      throw new CertsException(
          folder + ": " + e.words(),
          "restore both files from a backup; where they are lost, move them away and run rotate-ca,"
              + " or create-certs where nothing is installed yet");
    }
  }

  /** The key goes first: a certificate that is left behind alone tells of a crash in between. */
  private void promote() {
    PrivateFiles.move(key(NEXT), key(CURRENT));
    PrivateFiles.move(certificate(NEXT), certificate(CURRENT));
  }

  /**
   * A next certificate without a key is what a crash left: of a promotion, where its key is the
   * current one already; else of a CA that has signed nothing.
   */
  private void finishPromotion() {
    if (!Files.exists(certificate(NEXT)) || Files.exists(key(NEXT))) {
      return;
    }
    if (fits(certificate(NEXT), key(CURRENT))) {
      PrivateFiles.move(certificate(NEXT), certificate(CURRENT));
    } else {
      PrivateFiles.delete(certificate(NEXT));
    }
  }

  private static boolean fits(Path certificate, Path key) {
    try {
      String keyText = PrivateFiles.read(key).orElse("");
      List<X509Certificate> certificates =
          Pem.certificates("", PrivateFiles.read(certificate).orElse(""));
      if (certificates.isEmpty() || keyText.isEmpty()) {
        return false;
      }
      var _ = Identity.of(certificates.getFirst(), Pem.key("", keyText));
      return true;
    } catch (CertificateProblem _) {
      return false;
    }
  }

  private Path certificate(String name) {
    return folder.resolve(name + ".crt");
  }

  private Path key(String name) {
    return folder.resolve(name + ".key");
  }
}
