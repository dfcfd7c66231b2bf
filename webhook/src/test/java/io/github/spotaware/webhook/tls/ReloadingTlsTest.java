package io.github.spotaware.webhook.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadingTlsTest implements TlsObserver {
  private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");
  private static final TestPki PKI = new TestPki(START);

  @TempDir private Path directory;
  private Instant now = START;
  private final List<Instant> used = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private int expiries;
  private final KeyPair keys = TestPki.ec();
  private final X509Certificate first = PKI.issue(keys);

  @Override
  public void inUse(Instant notAfter) {
    used.add(notAfter);
  }

  @Override
  public void refused(String problem) {
    refused.add(problem);
  }

  @Override
  public void expired() {
    expiries++;
  }

  @BeforeEach
  void mountFirst() {
    TestPki.mount(directory, TestPki.pem(first), TestPki.sec1(keys));
  }

  private ReloadingTls load() throws PemException {
    return ReloadingTls.load(directory, new ServerNames(List.of("localhost")), () -> now, this);
  }

  @Test
  void takesARenewedPairAndOnlyThen() throws PemException {
    try (ReloadingTls tls = load()) {
      tls.check();
      assertThat(used).hasSize(1);

      X509Certificate second = mountAnother();
      tls.check();
      tls.check();
      assertThat(tls.inUse().leaf()).isEqualTo(second);
      assertThat(used).hasSize(2);
      assertThat(refused).isEmpty();
    }
  }

  @Test
  void aTouchedFileIsNoRenewal() throws PemException {
    try (ReloadingTls tls = load()) {
      TestPki.mount(directory, TestPki.pem(first), TestPki.sec1(keys));
      tls.check();
      assertThat(used).hasSize(1);
    }
  }

  @Test
  void aHalfWrittenPairIsRefusedOnceAndTheLastGoodOneStays() throws Exception {
    try (ReloadingTls tls = load()) {
      KeyPair others = TestPki.ec();
      X509Certificate second = PKI.issue(others);
      Files.writeString(directory.resolve("tls.crt"), TestPki.pem(second));
      tls.check();
      tls.check();
      assertThat(refused).singleElement().asString().contains("tls.key: the key does not belong");
      assertThat(tls.refusal()).hasValueSatisfying(it -> assertThat(it).contains("tls.key"));
      assertThat(tls.inUse().leaf()).isEqualTo(first);

      Files.writeString(directory.resolve("tls.key"), "-----BEGIN PRIVATE KEY-----\nMIG");
      tls.check();
      tls.check();
      assertThat(refused).hasSize(2).last().asString().contains("half written");

      Files.writeString(directory.resolve("tls.key"), TestPki.sec1(others));
      tls.check();
      assertThat(tls.inUse().leaf()).isEqualTo(second);
      assertThat(tls.refusal()).isEmpty();
    }
  }

  @Test
  void missingFilesAreRefusedUntilTheyAreBack() throws IOException, PemException {
    try (ReloadingTls tls = load()) {
      String text = Files.readString(directory.resolve("tls.crt"));
      Files.delete(directory.resolve("tls.crt"));
      tls.check();
      assertThat(refused).singleElement().asString().endsWith("tls.crt: no such file");
      Files.writeString(directory.resolve("tls.crt"), text);
      tls.check();
      assertThat(tls.refusal()).isEmpty();
      assertThat(used).hasSize(1);
    }
  }

  @Test
  void aPairThatIsNotValidYetIsTakenOnceItIs() throws PemException {
    try (ReloadingTls tls = load()) {
      KeyPair others = TestPki.ec();
      X509Certificate later = new TestPki(START.plus(Duration.ofHours(2))).issue(others);
      TestPki.mount(directory, TestPki.pem(later), TestPki.sec1(others));
      tls.check();
      assertThat(refused).singleElement().asString().contains("not valid before");

      now = START.plus(Duration.ofMinutes(61));
      assertThat(tls.expired()).isTrue();
      tls.check();
      assertThat(tls.inUse().leaf()).isEqualTo(later);
      assertThat(tls.expired()).isFalse();
    }
  }

  @Test
  void anExpiredRenewalIsRefused() throws PemException {
    try (ReloadingTls tls = load()) {
      X509Certificate expired = PKI.issue("localhost", keys, Duration.ofMinutes(30));
      TestPki.mount(directory, TestPki.pem(expired), TestPki.sec1(keys));
      tls.check();
      assertThat(refused).singleElement().asString().contains("expired at 2026-05-01T11:30:00Z");
      assertThat(tls.inUse().leaf()).isEqualTo(first);
    }
  }

  @Test
  void aRenewalForOtherNamesIsRefused() throws PemException {
    try (ReloadingTls tls = load()) {
      TestPki.mount(directory, TestPki.pem(PKI.issueFor(keys, "other")), TestPki.sec1(keys));
      tls.check();
      assertThat(refused)
          .singleElement()
          .asString()
          .contains("names [other], and not for localhost");
      assertThat(tls.inUse().leaf()).isEqualTo(first);
    }
  }

  /** Written in place, as by hand: each length of each file is seen, and only the last is taken. */
  @Test
  void aPairThatIsWrittenByteByByteIsTakenAtItsEnd() throws IOException, PemException {
    try (ReloadingTls tls = load()) {
      KeyPair others = TestPki.ec();
      X509Certificate second = PKI.issue(others);
      write("tls.crt", TestPki.pem(second).strip(), tls);
      assertThat(tls.inUse().leaf()).isEqualTo(first);
      assertThat(used).hasSize(1);
      write("tls.key", TestPki.sec1(others).strip(), tls);
      assertThat(tls.inUse().leaf()).isEqualTo(second);
      assertThat(used).hasSize(2);
      assertThat(tls.refusal()).isEmpty();
      assertThat(refused)
          .isNotEmpty()
          .allMatch(it -> it.contains("tls.crt") || it.contains("tls.key"));
    }
  }

  private void write(String file, String text, ReloadingTls tls) throws IOException {
    for (int length = 0; length <= text.length(); length++) {
      Files.writeString(directory.resolve(file), text.substring(0, length));
      tls.check();
    }
  }

  @Test
  void oneThatExpiresInUseStaysAndIsToldOnce() throws PemException {
    try (ReloadingTls tls = load()) {
      now = START.plus(Duration.ofMinutes(60));
      tls.check();
      assertThat(expiries).as("valid up to this very second").isZero();

      now = now.plusSeconds(1);
      tls.check();
      tls.check();
      assertThat(expiries).isEqualTo(1);
      assertThat(tls.inUse().leaf()).isEqualTo(first);
      assertThat(refused).isEmpty();

      KeyPair others = TestPki.ec();
      TestPki.mount(directory, TestPki.pem(new TestPki(now).issue(others)), TestPki.sec1(others));
      tls.check();
      assertThat(tls.expired()).isFalse();
      now = now.plus(Duration.ofHours(2));
      tls.check();
      assertThat(expiries).as("told of each").isEqualTo(2);
    }
  }

  @Test
  void startsWithNothingLessThanAGoodPair() throws IOException {
    TestPki.mount(
        directory,
        TestPki.pem(PKI.issue("localhost", keys, Duration.ofMinutes(30))),
        TestPki.sec1(keys));
    assertThatThrownBy(this::load)
        .isInstanceOf(PemException.class)
        .hasMessageContaining(
            "tls.crt: the certificate expired at 2026-05-01T11:30:00Z; next step:");
    TestPki.mount(directory, TestPki.pem(PKI.issueFor(keys, "other")), TestPki.sec1(keys));
    assertThatThrownBy(this::load).hasMessageContaining("not for localhost");
    Files.writeString(directory.resolve("tls.key"), "");
    assertThatThrownBy(this::load).hasMessageContaining("tls.key: holds no private key");
    Files.write(directory.resolve("tls.crt"), new byte[(int) PemContent.MAX_BYTES + 1]);
    assertThatThrownBy(this::load).hasMessageContaining("tls.crt: larger than 1 MiB");
  }

  private X509Certificate mountAnother() {
    KeyPair others = TestPki.ec();
    X509Certificate certificate = PKI.issue(others);
    TestPki.mount(directory, TestPki.pem(certificate), TestPki.sec1(others));
    return certificate;
  }
}
