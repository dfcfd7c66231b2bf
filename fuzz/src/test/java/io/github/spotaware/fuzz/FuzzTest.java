package io.github.spotaware.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.fuzz.data.AnnotationsKind;
import io.github.spotaware.fuzz.data.CertsPemKind;
import io.github.spotaware.fuzz.data.ConfigurationKind;
import io.github.spotaware.fuzz.data.LegacyKind;
import io.github.spotaware.fuzz.data.PemKind;
import io.github.spotaware.fuzz.data.SchedulesKind;
import io.github.spotaware.fuzz.endpoint.Endpoints;
import io.github.spotaware.fuzz.run.Campaign;
import io.github.spotaware.fuzz.run.Kind;
import io.github.spotaware.fuzz.run.Settings;
import io.github.spotaware.fuzz.run.Tally;
import io.github.spotaware.webhook.tls.ReloadKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bad input at every door: no answer of 500 and more, no exception, no end that does not come,
 * nothing lost, and each that is turned away is told why. docs/testing.md says how to run it alone.
 */
class FuzzTest {
  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());
  private static final Map<String, Tally> TALLIES = new LinkedHashMap<>();
  private static final List<String> OVER_HTTP = new ArrayList<>();
  private static final int KINDS = 16;

  @TempDir private Path directory;

  @Test
  void endpoints() throws Exception {
    int batches = Settings.isFull() ? 10 : 1;
    long each = Settings.isFull() ? 2_600 : 160;
    int connections = Settings.isFull() ? Endpoints.CONNECTIONS : 8;
    try (Endpoints endpoints = new Endpoints(directory)) {
      List<Kind<?>> kinds = endpoints.kinds();
      kinds.forEach(kind -> OVER_HTTP.add(kind.name()));
      for (int batch = 0; batch < batches; batch++) {
        for (Kind<?> kind : kinds) {
          run(kind, connections, Endpoints.BOUND, batch * each, each);
        }
        assertThat(endpoints.damage()).as("after batch %d", batch).isEmpty();
      }
    }
  }

  @Test
  void configuration() {
    run(new ConfigurationKind(), 4_000, 250_000);
  }

  @Test
  void schedules() {
    run(new SchedulesKind(), 8_000, 250_000);
  }

  @Test
  void legacySchedules() {
    run(new LegacyKind(), 10_000, 100_000);
  }

  @Test
  void annotations() {
    run(new AnnotationsKind(), 5_000, 150_000);
  }

  @Test
  void pemFiles() {
    run(new PemKind(), 600, 25_000);
    run(new CertsPemKind(), 600, 25_000);
    run(new ReloadKind(directory), 200, 10_000);
  }

  private static void run(Kind<?> kind, long small, long full) {
    run(kind, THREADS, BOUND, 0, Settings.isFull() ? full : small);
  }

  private static void run(Kind<?> kind, int threads, Duration bound, long first, long count) {
    String only = Settings.only();
    Campaign campaign = new Campaign(Settings.seed(), threads, bound);
    Tally tally;
    if (only.isEmpty()) {
      tally = campaign.run(kind, first, count);
    } else if (only.startsWith(kind.name() + ":") && !TALLIES.containsKey(kind.name())) {
      tally = campaign.run(kind, Long.parseLong(only.substring(kind.name().length() + 1)), 1);
    } else {
      return;
    }
    TALLIES.merge(kind.name(), tally, (a, b) -> Tally.total(kind.name(), List.of(a, b)));
    assertThat(tally.failures()).as("seed %d", Settings.seed()).isEmpty();
  }

  @AfterAll
  static void inAll() {
    Collection<Tally> all = TALLIES.values();
    System.out.println("seed " + Settings.seed());
    all.forEach(tally -> System.out.println(tally.line()));
    Tally overHttp =
        Tally.total(
            "over HTTP", all.stream().filter(tally -> OVER_HTTP.contains(tally.kind())).toList());
    System.out.println(overHttp.line());
    Tally total = Tally.total("in all", all);
    System.out.println(total.line());
    if (Settings.isFull() && TALLIES.size() == KINDS && total.failures().isEmpty()) {
      assertThat(overHttp.inputs()).isGreaterThanOrEqualTo(200_000);
      assertThat(total.inputs()).isGreaterThanOrEqualTo(1_000_000);
    }
  }
}
