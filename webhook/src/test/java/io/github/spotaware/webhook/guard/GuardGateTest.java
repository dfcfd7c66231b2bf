package io.github.spotaware.webhook.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.guard.CountWrite;
import io.github.spotaware.hold.Moment;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.LiveReads;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.port.Timing;
import io.github.spotaware.port.Watched;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.NameUse;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.CountCall;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.NodeState;
import io.github.spotaware.workload.OwnerReference;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.ReplicaSetState;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is read and written for a count, and what becomes of it where that fails. */
class GuardGateTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final DeploymentRef WEB = new DeploymentRef("shop", "web");
  private static final String OWNERS = "[{\"manager\":\"spot-aware-webhook\"}]";
  private static final String PATCH =
      "[{\"op\":\"add\",\"path\":\"/spec/replicas\",\"value\":2},"
          + "{\"op\":\"add\",\"path\":\"/metadata/managedFields\",\"value\":"
          + OWNERS
          + "}]";

  private final List<String> asked = new ArrayList<>();
  private final List<ProtocolWrite> written = new ArrayList<>();
  private final Deque<WriteOutcome> outcomes = new ArrayDeque<>();
  private Configuration configuration = Configuration.defaults();
  private Optional<StoredSchedule> schedule = Optional.of(stored(surged()));
  private Set<String> terminatingPods = Set.of();
  private boolean configured = true;
  private boolean labelled = true;
  private boolean current = true;
  private boolean failing;
  private boolean silent;
  private boolean late;

  private final GuardGate gate =
      new GuardGate(fake(ClusterPort.class, this::cluster), () -> configured, new Metrics());

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Schedule surged() {
    return Schedule.start(WEB, "uid-web", NOW.plusSeconds(300), "eviction of web-a")
        .in(Phase.SURGED);
  }

  private static StoredSchedule stored(Schedule content) {
    return new StoredSchedule("scale-down-shop.web", "uid-schedule", "1", NOW, content, Map.of());
  }

  private Object cluster(Object self, java.lang.reflect.Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "reads" -> fake(LiveReads.class, this::reads);
      case "watched" -> fake(Watched.class, this::watched);
      case "configuration", "configurationFor" -> configuration;
      case "timing" -> timing();
      case "perform" -> {
        written.add((ProtocolWrite) arguments[0]);
        yield CompletableFuture.completedFuture(outcomes.removeFirst());
      }
      default -> throw new AssertionError(method);
    };
  }

  private Object watched(Object self, java.lang.reflect.Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "current" -> current;
      case "labelled" ->
          labelled
              ? Optional.of(new Watched.Labelled(WEB, LabelSelector.parse("app=web"), 2))
              : Optional.empty();
      case "schedules" -> schedule.stream().toList();
      default -> throw new AssertionError(method);
    };
  }

  private Object reads(Object self, java.lang.reflect.Method method, Object[] arguments) {
    asked.add(method.getName());
    if (silent) {
      return new CompletableFuture<>();
    }
    return failing
        ? CompletableFuture.failedFuture(new ReadFailed("connection refused"))
        : CompletableFuture.completedFuture(found(method.getName(), arguments));
  }

  private Object found(String method, Object[] arguments) {
    return switch (method) {
      case "scheduleName" -> schedule.<NameUse>map(NameUse.Ours::new).orElseGet(NameUse.Free::new);
      case "namespaceTerminating" -> false;
      case "endpoints", "budgets" -> List.of();
      case "pods" -> List.of(pod("web-a", "n1"), pod("web-b", "n2"));
      case "replicaSets" -> List.of(replicaSet());
      case "deployment" -> Optional.of(web());
      case "autoscaler" -> Optional.empty();
      case "node" -> Optional.of(node((String) arguments[0]));
      default -> throw new AssertionError(method);
    };
  }

  private PodState pod(String name, String node) {
    return new PodState(
        "shop",
        name,
        "uid-" + name,
        "1",
        NOW.minusSeconds(90),
        Map.of("app", "web"),
        Optional.of(node),
        false,
        terminatingPods.contains(name),
        Optional.of(NOW.minusSeconds(60)),
        Optional.of(new OwnerReference("ReplicaSet", "web-1", "uid-web-1")),
        Optional.empty());
  }

  private static NodeState node(String name) {
    return new NodeState(name, false, true, false, Set.of(), Map.of());
  }

  private static ReplicaSetState replicaSet() {
    return new ReplicaSetState(
        "web-1",
        "uid-web-1",
        1,
        1,
        2,
        Optional.empty(),
        2,
        2,
        2,
        1,
        Optional.of(new OwnerReference("Deployment", "web", "uid-web")));
  }

  private static DeploymentState web() {
    return new DeploymentState(
        "shop",
        "web",
        "uid-web",
        "1",
        Map.of("spot-aware", "enabled"),
        Map.of(),
        NOW.minusSeconds(3600),
        false,
        1,
        1,
        2,
        Set.of("spot-aware-webhook"),
        LabelSelector.parse("app=web"),
        Map.of("app", "web"),
        Duration.ZERO,
        0,
        false,
        Optional.empty(),
        Set.of(),
        false,
        Duration.ofMinutes(10),
        1,
        false,
        false,
        Optional.empty());
  }

  /** Time is over at once where a test says so. */
  private Timing timing() {
    return new Timing() {
      @Override
      public Moment now() {
        return new Moment(NOW, 0);
      }

      @Override
      public Timer after(Duration delay, Runnable action) {
        assertThat(delay).isEqualTo(GuardGate.DEADLINE);
        if (late) {
          action.run();
        }
        return () -> {};
      }

      @Override
      public void execute(Runnable action) {
        action.run();
      }
    };
  }

  private AdmissionAnswer handle(boolean dryRun) {
    return gate.handle(
        new CountCall(
            "u-1",
            new CountWrite(WEB, "uid-web", Set.of("spot-aware-webhook"), 2, 1, dryRun, false),
            OWNERS,
            "someone"));
  }

  private AdmissionAnswer handle() {
    return handle(false);
  }

  private String warning() {
    AdmissionAnswer answer = handle();
    assertThat(answer).isInstanceOf(AdmissionAnswer.AllowWithPatch.class);
    AdmissionAnswer.AllowWithPatch kept = (AdmissionAnswer.AllowWithPatch) answer;
    assertThat(kept.patch()).isEqualTo(PATCH);
    assertThat(kept.warnings()).hasSize(1);
    return kept.warnings().getFirst();
  }

  private void held() {
    schedule = Optional.of(stored(surged().withHeld("uid-web-a", NOW)));
  }

  @Test
  void anUnprotectedDeploymentIsAnsweredFromMemory() {
    labelled = false;

    assertThat(handle()).isEqualTo(AdmissionAnswer.Allow.silently());
    assertThat(asked).isEmpty();
  }

  @Test
  void whatIsLabelledIsNotKnownBeforeTheWatchHasCaughtUp() {
    current = false;
    labelled = false;
    held();

    assertThat(warning()).contains("the eviction of pod web-a is held");
  }

  @Test
  void withoutTheConfigurationNothingIsKept() {
    configured = false;

    assertThat(handle()).isEqualTo(AdmissionAnswer.Allow.silently());
    assertThat(asked).isEmpty();
  }

  @Test
  void switchedOffNothingIsRead() {
    configuration = configuration.toBuilder().surgeGuard(false).build();

    assertThat(handle()).isEqualTo(AdmissionAnswer.Allow.silently());
    assertThat(asked).isEmpty();
  }

  @Test
  void keepsWithoutAWrite() {
    held();

    assertThat(warning())
        .startsWith("spot-aware-scaler: spec.replicas stays 2: a second pod runs for eviction of");
    assertThat(written).isEmpty();
  }

  @Test
  void followsByMakingTheSurgeDue() {
    outcomes.add(new WriteOutcome.Done(Optional.empty()));

    assertThat(warning()).contains("the scale-down to 1 begins now");
    assertThat(written)
        .containsExactly(
            new ProtocolWrite.UpdateSchedule(schedule.orElseThrow(), surged().due(NOW)));
  }

  @Test
  void aDryRunWritesNothing() {
    assertThat(handle(true)).isInstanceOf(AdmissionAnswer.AllowWithPatch.class);
    assertThat(written).isEmpty();
  }

  @Test
  void whatWasOvertakenIsReadAgain() {
    outcomes.add(new WriteOutcome.Stale());
    outcomes.add(new WriteOutcome.Done(Optional.empty()));

    assertThat(warning()).contains("begins now");
    assertThat(written).hasSize(2);
    assertThat(asked.stream().filter("deployment"::equals)).hasSize(2);
  }

  @Test
  void whereTheScheduleCantBeWrittenItStays() {
    outcomes.add(new WriteOutcome.Unavailable("no answer"));
    assertThat(warning()).contains("can't be told (no answer)", "goes back to 1 by itself");

    outcomes.add(new WriteOutcome.Refused("quota"));
    assertThat(warning()).contains("can't be told (quota)");
  }

  @Test
  void whereReadsFailItStaysIfASurgeIsKnown() {
    failing = true;
    assertThat(warning()).contains("can't be told (connection refused)");

    schedule = Optional.empty();
    assertThat(handle()).isEqualTo(AdmissionAnswer.Allow.silently());
  }

  @Test
  void nobodyWaitsLongerThanTheDeadline() {
    silent = true;
    late = true;

    assertThat(warning()).contains("can't be told (no answer in time)");
  }

  /** Who was told that it stays must not set the scale-down going all the same. */
  @Test
  void afterTheDeadlineNothingIsWritten() {
    late = true;

    assertThat(warning()).contains("no answer in time");
    assertThat(written).isEmpty();
  }
}
