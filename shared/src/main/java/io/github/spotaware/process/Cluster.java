package io.github.spotaware.process;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.ConfigurationChange;
import io.github.spotaware.config.ConfigurationHolder;
import io.github.spotaware.config.InvalidValue;
import io.github.spotaware.kubernetes.Changes;
import io.github.spotaware.kubernetes.Clients;
import io.github.spotaware.kubernetes.ConfigurationWatch;
import io.github.spotaware.kubernetes.EventRecorder;
import io.github.spotaware.kubernetes.LabelledDeployments;
import io.github.spotaware.kubernetes.LiveRequests;
import io.github.spotaware.kubernetes.NodeWatch;
import io.github.spotaware.kubernetes.ProtocolWriter;
import io.github.spotaware.kubernetes.ScheduleStore;
import io.github.spotaware.kubernetes.ScheduleWatch;
import io.github.spotaware.kubernetes.Watches;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.LiveReads;
import io.github.spotaware.port.NodeListener;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.port.Timing;
import io.github.spotaware.port.Watched;
import io.github.spotaware.reading.WorkloadReader;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.schedule.UnreadableSchedule;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.workload.FieldManagers;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process' view of the cluster: its client, its watches, its configuration, its Events. */
public final class Cluster implements ClusterPort, Watched, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

  private static final DeploymentRef OURSELVES =
      new DeploymentRef(ScheduleStore.NAMESPACE, FieldManagers.SCALER);
  private static final int WARM_UP_READS = 5;

  private final Metrics metrics;
  private final KubernetesClient client;
  private final ConfigurationHolder configuration = new ConfigurationHolder();
  private final List<Runnable> configurationListeners = new CopyOnWriteArrayList<>();
  private final Changes changes = new Changes();
  private final EventRecorder events;
  private final AnnotationWarnings annotations;
  private final ToldOnce told = new ToldOnce();
  private final ScheduleWatch schedules;
  private final LabelledDeployments labelled;
  private final NodeWatch nodes;
  private final ConfigurationWatch configurationWatch;
  private final ProcessTiming timing;
  private final Watches watches;
  private final LiveRequests reads;
  private final ProtocolWriter writer;
  private volatile boolean warm;
  private volatile boolean watching;

  /**
   * @param name field manager, Event source and, with the instance, User-Agent
   * @param instance the process, in Events and in the API server's audit log
   */
  public Cluster(String name, String instance, InstantSource clock, Metrics metrics) {
    this.metrics = metrics;
    timing = new ProcessTiming(clock);
    watches = new Watches(timing);
    client = Clients.create(name + "/" + instance);
    events = new EventRecorder(client, name, instance);
    annotations = new AnnotationWarnings(this::tell);
    schedules = new ScheduleWatch(client, changes, this::unreadable, watches);
    metrics.unreadableSchedules(schedules::unreadable);
    labelled = new LabelledDeployments(client, changes, watches);
    nodes = new NodeWatch(client, watches);
    configurationWatch = new ConfigurationWatch(client, this::onConfiguration, watches);
    ScheduleStore store = new ScheduleStore(client);
    reads = new LiveRequests(client, store, timing);
    writer = new ProtocolWriter(client, store, name);
  }

  /** Opens the watches; returns before they have caught up. */
  public void start() {
    // The others not before it: what they show would be acted on with the defaults, in namespaces
    // that are out of scope, or in spite of a dry run.
    configurationWatch.whenRead(this::watch);
    watches.start();
    configurationWatch.start();
    Thread.ofVirtual().name("warm-up").start(this::warmUp);
  }

  private void watch() {
    schedules.start();
    nodes.start();
    labelled.watch(configuration.current().protectedLabels());
    watching = true;
  }

  /**
   * Reads one Deployment as an eviction would, our own: the first eviction after a start should not
   * pay for connections and class loading. Not ready before it was tried.
   */
  private void warmUp() {
    try {
      WorkloadReader reader = new WorkloadReader(reads);
      for (int times = 0; times < WARM_UP_READS; times++) {
        var _ = reader.read(OURSELVES, configuration()).toCompletableFuture().join();
      }
    } catch (RuntimeException e) {
      LOG.atWarn().log("warm-up failed, which does no harm: {}", ReadFailed.words(e));
    } finally {
      warm = true;
    }
  }

  private void onConfiguration(Optional<Map<String, String>> data, Report.Subject subject) {
    ConfigurationChange change = configuration.on(data);
    metrics.configurationValid(configuration.valid());
    switch (change) {
      case ConfigurationChange.Changed changed -> {
        LOG.atInfo().log("configuration in force: {}", changed.configuration());
        labelled.watch(changed.configuration().protectedLabels());
        configurationListeners.forEach(Runnable::run);
      }
      case ConfigurationChange.Rejected rejected -> reject(rejected.values(), subject);
      case ConfigurationChange.Unchanged unchanged -> {
        // The same as is in force, or the same mistake as was said before.
      }
    }
    if (!configuration.unknownKeys().isEmpty()) {
      LOG.atWarn().log("keys of the ConfigMap that mean nothing: {}", configuration.unknownKeys());
    }
  }

  private void unreadable(UnreadableSchedule schedule) {
    tell(
        List.of(
            new Report(
                Reason.SCHEDULE_UNREADABLE,
                new Report.Subject(
                    "v1", "ConfigMap", ScheduleStore.NAMESPACE, schedule.name(), schedule.uid()),
                schedule.why()
                    + "; this process cannot read the schedule and leaves it and its Deployment as"
                    + " they are: a later version wrote it, or somebody edited it")));
  }

  private void reject(List<InvalidValue> values, Report.Subject subject) {
    List<Report> reports = new ArrayList<>();
    metrics.invalidValues(values);
    for (InvalidValue value : values) {
      reports.add(
          new Report(
              Reason.CONFIG_INVALID,
              subject,
              value.message() + "; the last good configuration stays in force"));
    }
    tell(reports);
  }

  /** Records Events, counts, and logs a line for each that was not told before. */
  @Override
  public void tell(List<Report> reports) {
    List<Report> news = told.news(reports);
    for (Report report : news) {
      metrics.told(report.reason());
      LOG.atInfo()
          .addKeyValue("reason", report.reason().text())
          .addKeyValue("kind", report.subject().kind())
          .addKeyValue("namespace", report.subject().namespace())
          .addKeyValue("name", report.subject().name())
          .log(report.note());
    }
    events.record(news, timing.now().wall());
  }

  @Override
  public Configuration configuration() {
    return configuration.current();
  }

  @Override
  public Configuration configurationFor(WorkloadSnapshot workload) {
    return workload
        .deployment()
        .map(deployment -> annotations.apply(deployment, configuration()))
        .orElseGet(this::configuration);
  }

  @Override
  public void onConfigurationChange(Runnable listener) {
    configurationListeners.add(listener);
  }

  /** Runs the action once the configuration has been read; must not block. */
  public void whenConfigured(Runnable action) {
    configurationWatch.whenRead(action);
  }

  /** The configuration has been read; before that the defaults are in force. */
  public boolean hasConfiguration() {
    return configurationWatch.read();
  }

  /** Configuration, Deployments, schedules and nodes are all as their watches show them. */
  public boolean caughtUp() {
    return configurationWatch.current()
        && labelled.current()
        && schedules.current()
        && nodes.current();
  }

  /** The watches of this process; one that is added is looked after as its own are. */
  public Watches watches() {
    return watches;
  }

  /** Why the caches can't be relied on: one sentence each, with the watch and for how long. */
  public List<String> reasonsAgainst() {
    List<String> reasons = new ArrayList<>();
    if (!hasConfiguration()) {
      reasons.add("the configuration has not been read yet");
    }
    if (!watching) {
      reasons.add("the other watches have not begun yet");
    }
    if (!warm) {
      reasons.add("the first reads have not been made yet");
    }
    reasons.addAll(watches.doubts());
    return reasons;
  }

  @Override
  public void onChange(Consumer<DeploymentRef> listener) {
    changes.listen(listener);
  }

  @Override
  public void onNodes(NodeListener listener) {
    nodes.listen(listener);
  }

  @Override
  public Watched watched() {
    return this;
  }

  @Override
  public boolean current() {
    return configurationWatch.current() && labelled.current();
  }

  @Override
  public boolean configured() {
    return configurationWatch.recent();
  }

  @Override
  public Collection<Labelled> labelled() {
    return labelled.all();
  }

  @Override
  public List<Labelled> labelledIn(String namespace) {
    return labelled.in(namespace);
  }

  @Override
  public Optional<Labelled> labelled(DeploymentRef ref) {
    return labelled.find(ref);
  }

  @Override
  public Set<String> namespaces() {
    return labelled.namespaces();
  }

  @Override
  public Collection<StoredSchedule> schedules() {
    return schedules.all();
  }

  @Override
  public LiveReads reads() {
    return reads;
  }

  @Override
  public CompletionStage<WriteOutcome> perform(ProtocolWrite write) {
    return CompletableFuture.supplyAsync(() -> writer.perform(write), timing);
  }

  @Override
  public Timing timing() {
    return timing;
  }

  public KubernetesClient client() {
    return client;
  }

  @Override
  public void close() {
    events.close();
    watches.close();
    configurationWatch.close();
    schedules.close();
    nodes.close();
    labelled.close();
    client.close();
    timing.close();
  }
}
