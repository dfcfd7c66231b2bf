package io.github.spotaware.certs.plan;

import static io.github.spotaware.certs.plan.TestCertificates.MAKER;
import static io.github.spotaware.certs.plan.TestCertificates.NAMES;
import static io.github.spotaware.certs.plan.TestCertificates.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spotaware.certs.plan.Wish.Goal;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs against a cluster in memory, which crashes them at each write in turn. */
final class RunTest {

  private static final Duration SETTLE = Duration.ofSeconds(20);
  private static final int MORE_THAN_ALL_WRITES = 20;

  private final FakeSite site = new FakeSite(NOW);
  private final MemoryStore store = new MemoryStore();
  private final List<String> told = new ArrayList<>();
  private Duration waited = Duration.ZERO;

  private static final class MemoryStore implements AuthorityStore {
    private Held held = Held.NOTHING;

    @Override
    public Held load() {
      return held;
    }

    @Override
    public void save(Held now) {
      held = now;
    }

    @Override
    public String place() {
      return "memory";
    }
  }

  private Optional<String> run(Goal goal) {
    Pauses pauses = duration -> waited = waited.plus(duration);
    return new Run(site, store, MAKER, () -> NOW, pauses, told::add)
        .fulfil(new Wish(goal, NAMES, Optional.empty()), SETTLE);
  }

  private void install() {
    assertThat(run(Goal.CREATE)).isEmpty();
    site.takeUp();
    site.writes = 0;
  }

  private List<X509Certificate> trusted() {
    return site.configurations().stream()
        .flatMap(configuration -> configuration.entries().stream())
        .flatMap(entry -> entry.bundle().stream())
        .distinct()
        .toList();
  }

  private X509Certificate current() {
    return store.held.current().orElseThrow().certificate();
  }

  @Test
  void creatingTwiceChangesNothingTheSecondTime() {
    install();
    assertThat(run(Goal.CREATE)).isEmpty();
    assertThat(site.writes).isZero();
    assertThat(told.getLast()).isEqualTo("nothing to do: all is there and fits");
    assertThat(String.join("\n", told)).doesNotContain("PRIVATE KEY");
  }

  @Test
  void aRotationEndsWithTheNewCaAlone() {
    install();
    X509Certificate old = current();

    assertThat(run(Goal.ROTATE)).isEmpty();

    assertThat(current()).isNotEqualTo(old);
    assertThat(trusted()).containsExactly(current());
    assertThat(store.held.next()).isEmpty();
    assertThat(site.servingSecret().orElseThrow().authorities()).containsExactly(current());
    assertThat(told).anyMatch(line -> line.contains("webhook-1 serves the new certificate"));
  }

  /** A crash before or after each write; the same command then finishes it, without an outage. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRotationThatCrashedAtAnyWriteIsFinishedByTheNextRun(boolean afterEffect) {
    int crashes = 0;
    for (int at = 0; at < MORE_THAN_ALL_WRITES; at++) {
      RunTest fresh = new RunTest();
      fresh.install();
      X509Certificate old = fresh.current();
      fresh.site.crashAt = at;
      fresh.site.crashAfterEffect = afterEffect;
      try {
        fresh.run(Goal.ROTATE);
      } catch (FakeSite.Crash _) {
        crashes++;
        assertThat(fresh.run(Goal.ROTATE)).isEmpty();
      }
      assertThat(fresh.trusted()).as("crash at write %d", at).containsExactly(fresh.current());
      assertThat(fresh.current()).isNotEqualTo(old);
      assertThat(fresh.run(Goal.CREATE)).isEmpty();
    }
    System.out.println("a rotation has " + crashes + " writes, each crashed at");
    assertThat(crashes).isEqualTo(7);
  }

  /** The key of the CA that was to take over is gone, too: a third one does. */
  @Test
  void aRotationThatCrashedAndLostItsKeysIsFinishedWithAThirdCa() {
    for (int at = 0; at < 7; at++) {
      RunTest fresh = new RunTest();
      fresh.install();
      fresh.site.crashAt = at;
      assertThatThrownBy(() -> fresh.run(Goal.ROTATE)).isInstanceOf(FakeSite.Crash.class);
      fresh.store.held = Held.NOTHING;

      assertThat(fresh.run(Goal.ROTATE)).isEmpty();

      assertThat(fresh.trusted()).containsExactly(fresh.current());
    }
  }

  @Test
  void aConflictIsReadAgain() {
    install();
    site.conflictOnce = true;
    assertThat(run(Goal.ROTATE)).isEmpty();
    assertThat(trusted()).containsExactly(current());
  }

  @Test
  void whereNoWebhookCanBeAskedItWaitsThatLong() {
    install();
    site.reachable = false;
    waited = Duration.ZERO;

    run(Goal.ROTATE);

    assertThat(waited).isBetween(SETTLE, SETTLE.plusSeconds(10));
    assertThat(told).anyMatch(line -> line.contains("could not be asked; 20 s have passed"));
  }

  @Test
  void aWebhookThatServesTheOldOneStillKeepsTheOldCaTrusted() {
    install();
    site.takesUpAfter = 1000;

    assertThatThrownBy(() -> run(Goal.ROTATE))
        .isInstanceOf(CertsException.class)
        .hasMessageContaining("serves another certificate still, after 20 s");

    assertThat(trusted()).hasSize(2);
    site.takeUp();
    assertThat(run(Goal.ROTATE)).isEmpty();
    assertThat(trusted()).containsExactly(current());
  }

  @Test
  void aRemovalLeavesNothingOfOurs() {
    install();
    site.outageExpected = true;
    Removal.of(site, told::add);
    assertThat(trusted()).isEmpty();
    assertThat(site.servingSecret()).isEmpty();
    Removal.of(site, told::add);
    assertThat(told).contains("there was nothing that these commands made");
  }
}
