package io.github.spotaware.testing;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.ConfigurationBuilder;
import io.github.spotaware.eviction.Claim;
import io.github.spotaware.eviction.EvictionContext;
import io.github.spotaware.eviction.EvictionDecision;
import io.github.spotaware.eviction.EvictionRequest;
import io.github.spotaware.eviction.EvictionRules;
import io.github.spotaware.eviction.EvictionSnapshot;
import io.github.spotaware.eviction.Removal;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Builds an EvictionContext: one eviction that came just now, and what is known beside it. */
public final class Evictions {
  private final String podName;
  private String namespace = Workloads.NAMESPACE;
  private Optional<String> preconditionUid = Optional.empty();
  private boolean dryRun;
  private Removal removal = Removal.EVICTION;
  private Optional<WorkloadSnapshot> workload = Optional.empty();
  private Optional<PodState> podAlone = Optional.empty();
  private Configuration configuration = Configuration.defaults();
  private Optional<Claim> claim = Optional.empty();
  private Set<String> rivals = Set.of();
  private Set<String> letGo = Set.of();
  private Instant firstHeld = Workloads.NOW;
  private Duration ticketUnchangedFor = Duration.ZERO;
  private int reversals;
  private boolean timeForHandoff = true;
  private Instant now = Workloads.NOW;

  private Evictions(String podName) {
    this.podName = podName;
  }

  public static Evictions evictionOf(String podName) {
    return new Evictions(podName);
  }

  public Evictions in(Workloads value) {
    return in(value.build());
  }

  public Evictions in(WorkloadSnapshot value) {
    workload = Optional.of(value);
    return this;
  }

  /** A pod that no labelled Deployment selects. */
  public Evictions withoutDeployment(Pods pod) {
    podAlone = Optional.of(pod.build());
    return this;
  }

  public Evictions namespace(String value) {
    namespace = value;
    return this;
  }

  public Evictions preconditionUid(String value) {
    preconditionUid = Optional.of(value);
    return this;
  }

  public Evictions dryRun() {
    dryRun = true;
    return this;
  }

  /** A direct delete instead of an eviction. */
  public Evictions asDelete() {
    removal = Removal.DELETE;
    return this;
  }

  public Evictions configured(UnaryOperator<ConfigurationBuilder> change) {
    configuration = change.apply(configuration.toBuilder()).build();
    return this;
  }

  public Evictions claim(Claim value) {
    claim = Optional.of(value);
    return this;
  }

  /** The evictions of these pods were allowed of late. */
  public Evictions letGo(String... podNames) {
    letGo = Arrays.stream(podNames).map(Pods::uidOf).collect(Collectors.toSet());
    return this;
  }

  public Evictions rivals(String... podNames) {
    rivals = Arrays.stream(podNames).map(Pods::uidOf).collect(Collectors.toSet());
    return this;
  }

  public Evictions firstHeld(Instant value) {
    firstHeld = value;
    return this;
  }

  public Evictions ticketUnchangedFor(Duration value) {
    ticketUnchangedFor = value;
    return this;
  }

  public Evictions reversals(int value) {
    reversals = value;
    return this;
  }

  /** So little is left of the call that no handoff is begun. */
  public Evictions soonOver() {
    timeForHandoff = false;
    return this;
  }

  public Evictions at(Instant value) {
    now = value;
    return this;
  }

  public EvictionContext context() {
    Optional<PodState> pod =
        podAlone.or(() ->
            workload.flatMap(
                w -> w.pods().stream().filter(p -> p.name().equals(podName)).findFirst()));
    return new EvictionContext(
        new EvictionRequest(namespace, podName, preconditionUid, dryRun, removal),
        new EvictionSnapshot(pod, workload),
        configuration,
        claim,
        rivals,
        letGo,
        firstHeld,
        ticketUnchangedFor,
        reversals,
        timeForHandoff,
        now);
  }

  public EvictionDecision decide() {
    return EvictionRules.decide(context());
  }
}
