package io.github.spotaware.e2e.observe;

import static java.util.stream.Collectors.toSet;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The stages of some pods over time, and the times when none of them served. Told by one watch, so
 * in the order in which the API server committed the changes. Safe for use by several threads.
 */
final class ServingHistory {

  private record Seen(PodStage stage, String node) {}

  private final Map<String, Seen> pods = new LinkedHashMap<>();
  private final List<PodChange> changes = new ArrayList<>();
  private Optional<Instant> countedFrom = Optional.empty();

  /** The pod exists, as it is here. */
  synchronized void seen(Pod pod, Instant time) {
    String name = pod.getMetadata().getName();
    Seen before = pods.getOrDefault(name, new Seen(PodStage.PENDING, ""));
    PodStage stage = PodStage.of(pod, before.stage());
    String node = pod.getSpec().getNodeName() == null ? "" : pod.getSpec().getNodeName();
    boolean isNew = pods.put(name, new Seen(stage, node)) == null;
    if (isNew || stage != before.stage()) {
      add(time, name, node, stage);
    }
  }

  /** The pod exists no more. */
  synchronized void gone(Pod pod, Instant time) {
    Seen before = pods.remove(pod.getMetadata().getName());
    add(time, pod.getMetadata().getName(), before == null ? "" : before.node(), PodStage.GONE);
  }

  /** These pods exist, and no others; what came to serve is taken to have done so first. */
  synchronized void listed(List<Pod> all, Instant time) {
    all.stream()
        .sorted(Comparator.comparing(pod -> PodStage.of(pod, PodStage.PENDING) != PodStage.SERVING))
        .forEach(pod -> seen(pod, time));
    Set<String> names = all.stream().map(pod -> pod.getMetadata().getName()).collect(toSet());
    Map<String, Seen> missing = new LinkedHashMap<>(pods);
    missing.keySet().removeAll(names);
    missing.forEach((name, before) -> {
      pods.remove(name);
      add(time, name, before.node(), PodStage.GONE);
    });
  }

  private void add(Instant time, String pod, String node, PodStage stage) {
    int serving = serving().size();
    changes.add(new PodChange(time, pod, node, stage, serving, active()));
    if (countedFrom.isEmpty() && serving > 0) {
      countedFrom = Optional.of(time);
    }
  }

  /** What was before {@code time} counts no more, neither as downtime nor as a maximum. */
  synchronized void countFrom(Instant time) {
    countedFrom = Optional.of(time);
  }

  /** The names of the pods that serve now. */
  synchronized List<String> serving() {
    return pods.entrySet().stream()
        .filter(pod -> pod.getValue().stage() == PodStage.SERVING)
        .map(Map.Entry::getKey)
        .toList();
  }

  private int active() {
    return (int) pods.values().stream().filter(pod -> pod.stage().isActive()).count();
  }

  /** How long none served, from the first that did, or from the mark, until {@code now}. */
  synchronized Duration downtime(Instant now) {
    Duration total = Duration.ZERO;
    for (Span span : counted(now)) {
      if (span.serving() == 0) {
        total = total.plus(Duration.between(span.from(), span.to()));
      }
    }
    return total;
  }

  /** Whether there was a time when none served, however short. */
  synchronized boolean everZero(Instant now) {
    return counted(now).stream().anyMatch(span -> span.serving() == 0);
  }

  /** The highest number of active pods at a time. */
  synchronized int maxActive(Instant now) {
    return counted(now).stream().mapToInt(Span::active).max().orElse(0);
  }

  synchronized List<PodChange> changes() {
    return List.copyOf(changes);
  }

  private record Span(Instant from, Instant to, int serving, int active) {}

  /** The spans between the changes that count; the last lasts until {@code now}. */
  private List<Span> counted(Instant now) {
    if (countedFrom.isEmpty()) {
      return List.of();
    }
    List<Span> spans = new ArrayList<>();
    Instant from = countedFrom.get();
    for (int i = 0; i < changes.size(); i++) {
      PodChange change = changes.get(i);
      Instant end = i + 1 < changes.size() ? changes.get(i + 1).time() : now;
      if (!change.time().isBefore(from)) {
        spans.add(new Span(change.time(), end, change.serving(), change.active()));
      } else if (end.isAfter(from)) {
        spans.add(new Span(from, end, change.serving(), change.active()));
      }
    }
    return spans;
  }
}
