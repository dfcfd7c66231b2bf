package io.github.spotaware.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.port.LiveReads;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.testing.ManualTiming;
import io.github.spotaware.validation.ReviewedDeployment;
import io.github.spotaware.validation.Surroundings;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.RollingUpdateBounds;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SurroundingsReaderTest {
  private static final Duration MOST = Duration.ofSeconds(1);
  private static final AutoscalerState HPA =
      new AutoscalerState("shop", "web", "u", "1", Optional.empty(), 1);

  private final ManualTiming timing = new ManualTiming();
  private final List<String> asked = new ArrayList<>();
  private final CompletableFuture<Set<String>> claims = new CompletableFuture<>();
  private final CompletableFuture<Optional<AutoscalerState>> autoscaler = new CompletableFuture<>();
  private final SurroundingsReader reader = new SurroundingsReader(reads(), timing);

  private LiveReads reads() {
    return (LiveReads)
        Proxy.newProxyInstance(
            LiveReads.class.getClassLoader(),
            new Class<?>[] {LiveReads.class},
            (_, method, arguments) -> {
              asked.add(method.getName() + List.of(arguments));
              return switch (method.getName()) {
                case "exclusiveClaims" -> claims;
                case "autoscaler" -> autoscaler;
                default -> throw new AssertionError(method);
              };
            });
  }

  private static ReviewedDeployment web(String... claims) {
    return new ReviewedDeployment(
        "shop",
        "web",
        Map.of(),
        Map.of(),
        false,
        1,
        false,
        RollingUpdateBounds.DEFAULT,
        Duration.ZERO,
        Duration.ZERO,
        Set.of(claims),
        Set.of(),
        true);
  }

  private CompletableFuture<Surroundings> read(String... claimNames) {
    return reader.read(web(claimNames), true, MOST).toCompletableFuture();
  }

  @Test
  void tellsBoth() {
    CompletableFuture<Surroundings> read = read("data");
    assertThat(asked).containsExactly("exclusiveClaims[shop, [data]]", "autoscaler[shop/web]");
    claims.complete(Set.of("data"));
    assertThat(read).isNotDone();
    autoscaler.complete(Optional.of(HPA));
    assertThat(read)
        .isCompletedWithValue(new Surroundings(true, Set.of("data"), Optional.of(HPA), List.of()));
    assertThat(timing.timers()).isZero();
  }

  @Test
  void asksForNoClaimsWhereThereAreNone() {
    CompletableFuture<Surroundings> read = read();
    autoscaler.complete(Optional.empty());
    assertThat(read).isCompletedWithValue(Surroundings.fromMemory(true));
    assertThat(asked).containsExactly("autoscaler[shop/web]");
  }

  @Test
  void oneThatFailsIsLeftOut() {
    CompletableFuture<Surroundings> read = read("data");
    claims.completeExceptionally(new ReadFailed("forbidden"));
    autoscaler.complete(Optional.of(HPA));
    assertThat(read)
        .isCompletedWithValue(
            new Surroundings(
                true, Set.of(), Optional.of(HPA), List.of("PersistentVolumeClaims: forbidden")));
  }

  @Test
  void oneThatIsLateIsLeftOut() {
    CompletableFuture<Surroundings> read = read("data");
    claims.complete(Set.of("data"));
    timing.pass(MOST.minusMillis(1));
    assertThat(read).isNotDone();
    timing.pass(Duration.ofMillis(1));
    assertThat(read)
        .isCompletedWithValue(
            new Surroundings(
                true,
                Set.of("data"),
                Optional.empty(),
                List.of("HorizontalPodAutoscalers: no answer in time")));
    autoscaler.complete(Optional.of(HPA));
    assertThat(read.join().autoscaler()).isEmpty();
  }
}
