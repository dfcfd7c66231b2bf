package io.github.spotaware.webhook.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.hold.Moment;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.Timing;
import io.github.spotaware.port.Watched;
import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.DeleteCall;
import io.github.spotaware.webhook.server.CallTiming;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is answered from memory: any other use of the cluster fails. */
class DeleteGateTest {
  private static final Instant NOW = Instant.EPOCH;

  private final Metrics metrics = new Metrics();
  private Configuration configuration =
      Configuration.defaults().toBuilder().guardDeletes(true).build();
  private int looks;

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private Object cluster(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "configuration" -> configuration;
      case "watched" -> {
        looks++;
        yield fake(Watched.class, this::watched);
      }
      case "timing" -> fake(Timing.class, this::timing);
      case "onChange", "onConfigurationChange" -> "void";
      default -> throw new AssertionError(method);
    };
  }

  private Object watched(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "current" -> true;
      case "namespaces" -> Set.of("shop");
      default -> throw new AssertionError(method);
    };
  }

  private Object timing(Object proxy, Method method, Object[] arguments) {
    if (method.getName().equals("now")) {
      return new Moment(NOW, 0);
    }
    throw new AssertionError(method);
  }

  private static DeleteCall call(String namespace, boolean terminating, boolean forced) {
    return new DeleteCall(
        "u", namespace, "web-a", Optional.of("uid"), terminating, forced, false, "someone");
  }

  private AdmissionAnswer handle(DeleteCall call) {
    ClusterPort cluster = fake(ClusterPort.class, this::cluster);
    EvictionGate evictions =
        new EvictionGate(cluster, metrics, _ -> fake(WakeUps.class, this::timing));
    return new DeleteGate(cluster, evictions, metrics)
        .handle(call, new CallTiming(NOW, 0, Optional.of(Duration.ofSeconds(13))), () -> false);
  }

  private double counted(String reason) {
    return metrics
        .registry()
        .scrape(name -> name.equals("spot_aware_delete_decisions_total"))
        .stream()
        .map(CounterSnapshot.class::cast)
        .flatMap(snapshot -> snapshot.getDataPoints().stream())
        .filter(point -> "allowed".equals(point.getLabels().get("answer")))
        .filter(point -> reason.equals(point.getLabels().get("reason")))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  static Stream<Arguments> letThrough() {
    return Stream.of(
        Arguments.argumentSet("switched off", false, call("shop", false, false), "NotGuarded"),
        Arguments.argumentSet("terminating", true, call("shop", true, false), "PodGone"),
        Arguments.argumentSet("forced", true, call("shop", false, true), "NotGuarded"));
  }

  @ParameterizedTest
  @MethodSource("letThrough")
  void isAnsweredWithoutALookAtAnything(boolean guarded, DeleteCall call, String reason) {
    configuration = configuration.toBuilder().guardDeletes(guarded).build();
    assertThat(handle(call)).isEqualTo(AdmissionAnswer.Allow.silently());
    assertThat(looks).isZero();
    assertThat(counted(reason)).isEqualTo(1);
  }

  @Test
  void theRestIsJudgedAsAnEvictionIs() {
    assertThat(handle(call("elsewhere", false, false))).isEqualTo(AdmissionAnswer.Allow.silently());
    assertThat(looks).isEqualTo(1);
    assertThat(counted("OutOfScope")).isEqualTo(1);
  }
}
