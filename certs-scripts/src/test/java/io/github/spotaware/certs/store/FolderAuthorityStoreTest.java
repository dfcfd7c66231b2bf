package io.github.spotaware.certs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spotaware.certs.pki.Identity;
import io.github.spotaware.certs.pki.Pem;
import io.github.spotaware.certs.plan.CertsException;
import io.github.spotaware.certs.plan.Held;
import io.github.spotaware.certs.plan.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderAuthorityStoreTest {

  @TempDir private Path temporary = Path.of("");

  private final Identity old = TestCertificates.authority();
  private final Identity next = TestCertificates.authority();

  private Path folder() {
    return temporary.resolve("ca");
  }

  private FolderAuthorityStore store() {
    return new FolderAuthorityStore(folder());
  }

  private X509Certificate current() {
    return store().load().current().orElseThrow().certificate();
  }

  @Test
  void whatIsSavedIsLoadedAndOnlyTheOwnerMayReadTheKey() throws IOException {
    assertThat(store().load()).isEqualTo(Held.NOTHING);

    store().save(Held.NOTHING.withCurrent(old));

    assertThat(current()).isEqualTo(old.certificate());
    assertThat(mode(folder())).isEqualTo("rwx------");
    assertThat(mode(folder().resolve("ca.key"))).isEqualTo("rw-------");
  }

  @Test
  void theNextOneTakesOver() {
    store().save(Held.NOTHING.withCurrent(old));
    store().save(store().load().withNext(next));
    assertThat(current()).isEqualTo(old.certificate());

    store().save(store().load().promoted());

    assertThat(current()).isEqualTo(next.certificate());
    assertThat(store().load().next()).isEmpty();
    assertThat(folder().toFile().list()).containsExactlyInAnyOrder("ca.crt", "ca.key");
  }

  @Test
  void aCrashInTheMiddleOfThatIsFinishedByTheNextLoad() throws IOException {
    store().save(Held.NOTHING.withCurrent(old).withNext(next));
    PrivateFiles.move(folder().resolve("next.key"), folder().resolve("ca.key"));

    assertThat(current()).isEqualTo(next.certificate());
    assertThat(folder().toFile().list()).containsExactlyInAnyOrder("ca.crt", "ca.key");
  }

  @Test
  void aNextOneThatHasNoKeyYetIsForgotten() throws IOException {
    store().save(Held.NOTHING.withCurrent(old));
    Files.writeString(
        folder().resolve("next.crt"), Pem.ofCertificates(List.of(next.certificate())));

    assertThat(store().load().next()).isEmpty();
    assertThat(current()).isEqualTo(old.certificate());
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    store().save(Held.NOTHING.withCurrent(old));
    Files.delete(folder().resolve("ca.key"));
    assertRefused("ca.key is missing", "rotate-ca");
  }

  @Test
  void halfWrittenFilesAreRefused() throws IOException {
    store().save(Held.NOTHING.withCurrent(old));
    Path key = folder().resolve("ca.key");
    String whole = Files.readString(key);
    Files.writeString(key, whole.substring(0, 70));
    assertRefused("ca.key", "restore both files");

    Files.writeString(key, "");
    assertRefused("ca.key holds 0 readable private keys", "restore both files");

    Files.writeString(key, whole);
    Files.writeString(folder().resolve("ca.crt"), "");
    assertRefused("holds 0 certificates", "restore both files");
    Files.delete(folder().resolve("ca.crt"));
    assertRefused("ca.crt is missing", "put the certificate back");
  }

  @Test
  void aKeyOfAnotherCaIsRefused() throws IOException {
    store().save(Held.NOTHING.withCurrent(old));
    Files.writeString(folder().resolve("ca.key"), Pem.ofKey(next.key()));
    assertRefused("does not belong to the certificate", "restore both files");
  }

  private void assertRefused(String problem, String nextStep) {
    assertThatThrownBy(() -> store().load())
        .isInstanceOfSatisfying(
            CertsException.class,
            e -> {
              assertThat(e.getMessage()).contains(problem).doesNotContain("BEGIN");
              assertThat(e.nextStep()).contains(nextStep);
            });
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
