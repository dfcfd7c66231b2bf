package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.report.Report;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records Events through events.k8s.io/v1, off the request path: a bounded queue and one thread. An
 * Event that finds the queue full, or that the API server refuses, is lost and said in the log.
 */
public final class EventRecorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final int QUEUE = 1_000;

  /** The API's bound on a note, in bytes (core/validation/events.go takes Go's len). */
  static final int MAX_NOTE = 1_024;

  private static final String CUT = "…";

  private static final DateTimeFormatter MICRO_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private record Entry(Report report, Instant time) {}

  private final KubernetesClient client;
  private final String source;
  private final String instance;
  private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(QUEUE);
  private final EventNames names = new EventNames();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread thread;

  /**
   * @param source the reporting controller
   * @param instance the reporting process, e.g. the pod's name
   */
  public EventRecorder(KubernetesClient client, String source, String instance) {
    this.client = client;
    this.source = source;
    this.instance = instance;
    this.thread = Thread.ofVirtual().name("events").start(this::run);
  }

  /** Returns at once. Reports whose reason is no Event reason are passed over. */
  public void record(List<Report> reports, Instant now) {
    for (Report report : reports) {
      if (report.reason().eventSeverity().isPresent() && !queue.offer(new Entry(report, now))) {
        LOG.atWarn().addKeyValue("reason", report.reason().text()).log("Event lost: queue full");
      }
    }
  }

  private void run() {
    try {
      while (!closed.get() || !queue.isEmpty()) {
        Entry entry = queue.poll(1, TimeUnit.SECONDS);
        if (entry != null) {
          send(entry);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(Entry entry) {
    try {
      client
          .events()
          .v1()
          .events()
          .inNamespace(entry.report().subject().namespace())
          .resource(event(entry))
          .create();
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("reason", entry.report().reason().text())
          .log("Event lost: {}", ApiFailure.message(e));
    }
  }

  private Event event(Entry entry) {
    Report report = entry.report();
    Report.Subject subject = report.subject();
    return new EventBuilder()
        .withNewMetadata()
        .withName(names.next(subject.name(), entry.time()))
        .withNamespace(subject.namespace())
        .endMetadata()
        .withEventTime(new MicroTime(MICRO_TIME.format(entry.time())))
        .withReportingController(source)
        .withReportingInstance(instance)
        .withAction(report.reason().text())
        .withReason(report.reason().text())
        .withType(report.reason().eventSeverity().orElseThrow().text())
        .withNote(fitting(report.note()))
        .withNewRegarding()
        .withApiVersion(subject.apiVersion())
        .withKind(subject.kind())
        .withNamespace(subject.namespace())
        .withName(subject.name())
        .withUid(subject.uid())
        .endRegarding()
        .build();
  }

  /** Cut where it is too long, between two characters. */
  static String fitting(String note) {
    if (bytes(note) <= MAX_NOTE) {
      return note;
    }
    int end = Math.min(note.length(), MAX_NOTE);
    while (end > 0 && bytes(note.substring(0, end)) > MAX_NOTE - bytes(CUT)) {
      end = note.offsetByCodePoints(end, -1);
    }
    return note.substring(0, end) + CUT;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Sends what is queued, for at most five seconds. */
  @Override
  public void close() {
    closed.set(true);
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
