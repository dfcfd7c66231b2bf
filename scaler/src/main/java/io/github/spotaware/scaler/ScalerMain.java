package io.github.spotaware.scaler;

import io.github.spotaware.kubernetes.LabelledDeployments.Labelled;
import io.github.spotaware.observability.ManagementServer;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.observability.Readiness;
import io.github.spotaware.process.Cluster;
import io.github.spotaware.process.ProcessEnvironment;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.workload.FieldManagers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scaler process: configured by its environment alone. */
public final class ScalerMain implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScalerMain.class);

  /** A webhook raises in a tenth of this; one that was killed half-way is helped out after it. */
  private static final Duration PATIENCE_WITH_A_RAISE = Duration.ofSeconds(1);

  private final Metrics metrics = new Metrics();
  private final Cluster cluster;
  private final Leadership leadership;
  private final WorkQueue queue;
  private final ScheduledExecutorService passes =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("passes").factory());

  private ScalerMain(ProcessEnvironment environment, InstantSource clock) {
    cluster = new Cluster(FieldManagers.SCALER, environment.podName(), clock, metrics);
    leadership =
        new Leadership(
            cluster.client(),
            environment.podName() + "_" + UUID.randomUUID(),
            this::everything,
            metrics);
    Reconciler reconciler = new Reconciler(cluster, leadership::leads, clock);
    queue = new WorkQueue(reconciler::pass, clock);
    cluster.changes().listen(this::changed);
    cluster.onConfigurationChange(this::everything);
  }

  /** Exits 1 with a log line where it can't start. */
  public static void main(String[] args) {
    try {
      ProcessEnvironment environment = ProcessEnvironment.of(System.getenv(), FieldManagers.SCALER);
      ScalerMain scaler = new ScalerMain(environment, InstantSource.system());
      scaler.start(environment);
    } catch (IOException | RuntimeException e) {
      LOG.atError().setCause(e).log("the scaler can't start: {}", e.getMessage());
      System.exit(1);
    }
  }

  private void start(ProcessEnvironment environment) throws IOException {
    ManagementServer management =
        ManagementServer.start(
            new InetSocketAddress(environment.listenAddress(), environment.managementPort()),
            metrics.registry(),
            Readiness.ALWAYS,
            cluster::reasonsAgainst);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(() -> {
                  management.close();
                  close();
                }));
    cluster.start();
    leadership.start();
    nextPass();
  }

  /** The safety net: whatever a watch has missed is found here. */
  private void nextPass() {
    long seconds = cluster.configuration().checkInterval().toSeconds();
    var _ =
        passes.schedule(
            () -> {
              try {
                everything();
              } finally {
                nextPass();
              }
            },
            seconds,
            TimeUnit.SECONDS);
  }

  /**
   * A protected Deployment that does not surge is left alone, however often it changes; and a raise
   * is left for a moment to the webhook that has begun it.
   */
  private void changed(DeploymentRef ref) {
    countSchedules();
    if (!leadership.leads()) {
      return;
    }
    Optional<Phase> phase =
        cluster.schedules().all().stream()
            .filter(stored -> stored.content().deployment().equals(ref))
            .map(stored -> stored.content().phase())
            .findFirst();
    if (phase.filter(p -> p == Phase.RAISING).isPresent()) {
      queue.addWithin(ref, PATIENCE_WITH_A_RAISE);
    } else if (phase.isPresent() || isSurged(ref)) {
      queue.add(ref);
    }
  }

  private void countSchedules() {
    metrics.schedules(
        cluster.schedules().all().stream().map(stored -> stored.content().phase()).toList());
  }

  private boolean isSurged(DeploymentRef ref) {
    return cluster
        .labelled()
        .find(ref)
        .filter(labelled -> labelled.replicas() == Schedule.SURGED_REPLICAS)
        .isPresent();
  }

  private void everything() {
    countSchedules();
    if (!leadership.leads()) {
      return;
    }
    cluster.schedules().all().forEach(stored -> queue.add(stored.content().deployment()));
    cluster.labelled().all().stream()
        .filter(labelled -> labelled.replicas() == Schedule.SURGED_REPLICAS)
        .map(Labelled::ref)
        .forEach(queue::add);
  }

  @Override
  public void close() {
    passes.shutdownNow();
    leadership.close();
    queue.close();
    cluster.close();
  }
}
