package io.github.spotaware.hold;

import static io.github.spotaware.testing.Evictions.evictionOf;
import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.surged;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.ScaleDownMode;
import io.github.spotaware.report.Reason;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.Step;
import io.github.spotaware.surge.SurgeCourse;
import io.github.spotaware.surge.TicketWatch;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.testing.Evictions;
import io.github.spotaware.testing.HoldDriver;
import io.github.spotaware.testing.MemoryCluster;
import io.github.spotaware.testing.Nodes;
import io.github.spotaware.workload.FieldManagers;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two webhooks and a scaler, evictions of every pod at once, in random order: however the reads and
 * writes of all of them interleave, a pod that serves is left. Reads are torn, as live reads are;
 * answers come late or not at all; callers leave; a webhook dies, and its calls pass unasked.
 */
class EvictionRaceTest {
  private static final int ROUNDS = 200;
  private static final int STEPS = 900;

  /** No request lives longer in the API server. */
  private static final Duration REQUEST = Duration.ofSeconds(34);

  private static final Configuration DELAYED =
      Configuration.defaults().toBuilder()
          .maxHold(Duration.ofDays(1))
          .scaleDownDelay(Duration.ofSeconds(15))
          .build();

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 20_260_101, 987_654_321})
  void aServingPodIsLeft(long seed) {
    Counts counts = race(seed, DELAYED);
    assertThat(counts.evicted).as("evictions that went through").isGreaterThan(ROUNDS / 4);
    assertThat(counts.lowered).as("surges that ended").isGreaterThan(ROUNDS / 10);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {2, 20_260_102, 987_654_322})
  void aServingPodIsLeftInHandoffMode(long seed) {
    Counts counts = race(seed, DELAYED.toBuilder().scaleDownMode(ScaleDownMode.HANDOFF).build());
    assertThat(counts.handedOff).as("pods that were handed off").isGreaterThan(ROUNDS / 40);
    assertThat(counts.lowered).as("surges that ended").isGreaterThan(ROUNDS / 10);
  }

  private record Counts(int evicted, int lowered, int handedOff) {}

  private static Counts race(long seed, Configuration configuration) {
    Random seeds = new Random(seed);
    int evicted = 0;
    int lowered = 0;
    int handedOff = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Race race = new Race(seeds.nextLong(), "seed " + seed + ", round " + round, configuration);
      race.run();
      evicted += race.evicted;
      lowered += race.lowered;
      handedOff += race.handedOff;
    }
    return new Counts(evicted, lowered, handedOff);
  }

  /** One webhook's call about one eviction. */
  private static final class Call {
    final HoldDriver driver;
    final int webhook;
    final Reads reads = new Reads();
    @Nullable HoldView view;
    @Nullable WriteOutcome outcome;
    boolean seen;
    boolean lost;

    Call(HoldDriver driver, int webhook) {
      this.driver = driver;
      this.webhook = webhook;
    }

    boolean allowed() {
      return lost || (driver.answered() && driver.answer().allowed());
    }
  }

  /** The reads of one snapshot, each of another moment: schedule, pods, and all else. */
  private static final class Reads {
    private @Nullable WorkloadSnapshot schedule;
    private @Nullable WorkloadSnapshot pods;

    Optional<WorkloadSnapshot> next(WorkloadSnapshot now) {
      if (schedule == null) {
        schedule = now;
        return Optional.empty();
      }
      if (pods == null) {
        pods = now;
        return Optional.empty();
      }
      WorkloadSnapshot torn =
          new WorkloadSnapshot(
              now.ref(),
              false,
              now.deployment(),
              now.replicaSets(),
              pods.pods(),
              pods.nodes(),
              List.of(),
              List.of(),
              Optional.empty(),
              Set.of(),
              true,
              schedule.schedule(),
              Optional.empty(),
              now.freeScheduleName());
      schedule = null;
      pods = null;
      return Optional.of(torn);
    }
  }

  /** One eviction request: both webhooks are asked, and both must allow. */
  private static final class Request {
    final String podName;
    final String podUid;
    final Moment arrival;
    final List<Call> calls = new ArrayList<>();
    boolean over;

    Request(PodState pod, Moment arrival) {
      this.podName = pod.name();
      this.podUid = pod.uid();
      this.arrival = arrival;
    }

    boolean allowed() {
      return calls.stream().allMatch(Call::allowed);
    }

    boolean denied() {
      return calls.stream().anyMatch(call -> call.driver.answered() && !call.allowed());
    }
  }

  private static final class Race {
    private final Random random;
    private final String name;
    private final Configuration configuration;
    private final MemoryCluster cluster;
    private final List<Request> requests = new ArrayList<>();
    private final List<TicketWatch> watches =
        List.of(new TicketWatch(), new TicketWatch(), new TicketWatch());
    private Moment now = new Moment(NOW, 0);
    private final Reads scalerReads = new Reads();
    private @Nullable ProtocolWrite scalerWrite;
    private int evicted;
    private int lowered;

    private int handedOff;

    Race(long seed, String name, Configuration configuration) {
      this.configuration = configuration;
      this.random = new Random(seed);
      this.name = name;
      this.cluster =
          MemoryCluster.of(
              random.nextBoolean()
                  ? surged(pod("web-a").on("n1"), pod("web-b").on("n2"))
                  : workload(pod("web-a").on("n1")));
    }

    void run() {
      for (int step = 0; step < STEPS; step++) {
        step();
        assertServed(step);
      }
    }

    private void step() {
      switch (random.nextInt(21)) {
        case 0 -> evict();
        case 1 -> cluster.deploymentControllerActs();
        case 20 -> cluster.replicaSetControllerActs();
        case 2 -> cluster.kubeletsAct(now.wall());
        case 3 -> now = now.plus(Duration.ofMillis(random.nextInt(6000)));
        case 4 -> deleteAllowed();
        case 5, 6, 7 -> scaler();
        case 8 -> disturb();
        default -> anyCall().ifPresent(this::advance);
      }
      requests.forEach(this::complete);
      requests.removeIf(request ->
          request.over && request.calls.stream().allMatch(c -> c.lost || c.driver.finished()));
    }

    private void evict() {
      List<PodState> candidates =
          cluster.pods().stream()
              .filter(PodState::active)
              .filter(pod -> requests.stream().noneMatch(r -> r.podUid.equals(pod.uid())))
              .toList();
      if (candidates.isEmpty()) {
        return;
      }
      Request request = new Request(candidates.get(random.nextInt(candidates.size())), now);
      for (int webhook = 0; webhook < 2; webhook++) {
        HoldDriver driver = new HoldDriver(request.podName, Optional.empty(), now);
        driver.on(new HoldEvent.Begin());
        request.calls.add(new Call(driver, webhook));
      }
      requests.add(request);
    }

    private Optional<Call> anyCall() {
      List<Call> live =
          requests.stream()
              .flatMap(request -> request.calls.stream())
              .filter(call -> !call.lost && !call.driver.finished())
              .toList();
      return live.isEmpty() ? Optional.empty() : Optional.of(live.get(random.nextInt(live.size())));
    }

    /** One read or write starts, is done or comes back; or time or a change wakes the hold. */
    private void advance(Call call) {
      HoldDriver driver = call.driver.at(now);
      if (driver.reading()) {
        read(call);
      } else if (driver.writing()) {
        write(call);
      } else if (driver.wakesIn().isZero() || driver.wakesIn().isNegative()) {
        driver.woken();
      } else {
        driver.on(new HoldEvent.Changed());
      }
    }

    private void write(Call call) {
      WriteOutcome outcome = call.outcome;
      if (outcome == null) {
        call.outcome = write(call.driver.performing());
      } else {
        call.outcome = null;
        call.driver.writes(outcome);
      }
    }

    private void read(Call call) {
      if (call.view == null) {
        call.reads.next(cluster.snapshot()).ifPresent(read -> call.view = view(call, read));
      } else if (call.seen && random.nextInt(20) == 0) {
        call.view = null;
        call.driver.failsToRead("timeout");
      } else {
        HoldView view = call.view;
        call.view = null;
        call.seen = true;
        call.driver.sees(view);
      }
    }

    private HoldView view(Call call, WorkloadSnapshot snapshot) {
      Request request =
          requests.stream().filter(r -> r.calls.contains(call)).findFirst().orElseThrow();
      Evictions eviction =
          evictionOf(request.podName)
              .in(snapshot)
              .configured(c ->
                  c.maxHold(configuration.maxHold())
                      .scaleDownDelay(configuration.scaleDownDelay())
                      .scaleDownMode(configuration.scaleDownMode()))
              .rivals(requests.stream().map(r -> r.podName).toArray(String[]::new))
              .ticketUnchangedFor(unchangedFor(call.webhook, snapshot));
      var context = eviction.context();
      return new HoldView(
          context.snapshot(),
          context.configuration(),
          context.rivals(),
          context.letGo(),
          request.arrival.wall(),
          context.ticketUnchangedFor(),
          0);
    }

    private Duration unchangedFor(int observer, WorkloadSnapshot snapshot) {
      return snapshot
          .schedule()
          .map(stored -> watches.get(observer).unchangedFor(stored, now.nanos()))
          .orElse(Duration.ZERO);
    }

    private WriteOutcome write(ProtocolWrite write) {
      int luck = random.nextInt(20);
      if (luck == 0) {
        return new WriteOutcome.Unavailable("lost");
      }
      WriteOutcome outcome = cluster.apply(write, FieldManagers.WEBHOOK);
      return luck == 1 ? new WriteOutcome.Unavailable("no answer") : outcome;
    }

    private void scaler() {
      if (scalerWrite == null) {
        scalerReads
            .next(cluster.snapshot())
            .map(read -> SurgeCourse.next(read, unchangedFor(2, read), configuration, now.wall()))
            .ifPresent(
                step -> scalerWrite = step instanceof Step.Write write ? write.write() : null);
      } else {
        boolean done =
            cluster.apply(scalerWrite, FieldManagers.SCALER) instanceof WriteOutcome.Done;
        lowered += done && scalerWrite instanceof ProtocolWrite.DeleteSchedule ? 1 : 0;
        scalerWrite = null;
      }
    }

    private void disturb() {
      switch (random.nextInt(6)) {
        case 0 -> cluster.put(Nodes.cordoned("n" + (1 + random.nextInt(2))));
        case 1 -> cluster.put(Nodes.staying("n" + (1 + random.nextInt(2))));
        case 2 -> anyCall().ifPresent(call -> call.driver.at(now).on(new HoldEvent.CallerGone()));
        case 3 -> anyCall().ifPresent(call -> call.driver.at(now).on(new HoldEvent.Draining()));
        case 4 -> now = now.plus(Duration.ofSeconds(random.nextInt(70)));
        default -> killAWebhook();
      }
    }

    /** Its calls fail, and pass unasked; what it was writing may be persisted all the same. */
    private void killAWebhook() {
      int killed = random.nextInt(2);
      requests.forEach(request -> {
        Call call = request.calls.get(killed);
        boolean onlyOne = request.calls.stream().noneMatch(c -> c.lost);
        if (onlyOne && !call.driver.answered()) {
          if (call.driver.writing() && call.outcome == null && random.nextBoolean()) {
            cluster.apply(call.driver.performing(), FieldManagers.WEBHOOK);
          }
          call.lost = true;
        }
      });
    }

    /**
     * A request that both let through is the API server's, until it deletes the pod or gives up.
     */
    private void complete(Request request) {
      boolean tooOld = now.reached(request.arrival.plus(REQUEST));
      boolean gone = cluster.snapshot().podByUid(request.podUid).filter(PodState::active).isEmpty();
      handedOff +=
          !request.over && gone && request.calls.stream().anyMatch(c -> isHandedOff(c.driver))
              ? 1
              : 0;
      request.over |= tooOld || gone || request.denied();
    }

    private static boolean isHandedOff(HoldDriver driver) {
      return driver.told().contains(Reason.SCALED_DOWN);
    }

    /** Often late: the API server takes its time. */
    private void deleteAllowed() {
      if (random.nextInt(3) > 0) {
        return;
      }
      requests.stream()
          .filter(request -> !request.over && request.allowed())
          .findFirst()
          .ifPresent(request -> {
            evicted++;
            cluster.delete(request.podUid);
            request.over = true;
          });
    }

    /** Without those that may be deleted at any moment. */
    private void assertServed(int step) {
      List<String> leaving =
          requests.stream()
              .filter(request -> !request.over && request.allowed())
              .map(request -> request.podName)
              .toList();
      String serving =
          cluster.pods().stream()
              .filter(pod -> pod.active() && pod.ready())
              .map(PodState::name)
              .filter(pod -> !leaving.contains(pod))
              .collect(Collectors.joining(" "));
      assertThat(serving)
          .as("%s, step %d: serving; let go: %s; %s", name, step, leaving, cluster.schedule())
          .isNotEmpty();
    }
  }
}
