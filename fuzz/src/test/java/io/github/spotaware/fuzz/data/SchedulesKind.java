package io.github.spotaware.fuzz.data;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.github.spotaware.fuzz.input.Draw;
import io.github.spotaware.fuzz.input.Mutations;
import io.github.spotaware.fuzz.input.Resources;
import io.github.spotaware.fuzz.run.Kind;
import io.github.spotaware.fuzz.run.Outcome;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.ScheduleData;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.selector.KubernetesNames;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * The data of schedules: what can't be read says why, and what can be read is written again without
 * a loss.
 */
public final class SchedulesKind implements Kind<Map<String, String>> {
  private static final List<Map<String, String>> RECORDED =
      Resources.texts("schedule/0.1").values().stream()
          .map(text -> Serialization.unmarshal(text, ConfigMap.class).getData())
          .toList();

  private static final List<String> KEYS =
      List.copyOf(
          RECORDED.stream()
              .collect(
                  TreeSet<String>::new, (all, data) -> all.addAll(data.keySet()), TreeSet::addAll));

  private final BiFunction<StoredSchedule, Schedule, Map<String, String>> writer;

  public SchedulesKind() {
    this(ScheduleData::write);
  }

  /**
   * @param writer another one than the project's; for tests of the fuzzer
   */
  SchedulesKind(BiFunction<StoredSchedule, Schedule, Map<String, String>> writer) {
    this.writer = writer;
  }

  @Override
  public String name() {
    return "schedules";
  }

  @Override
  public Map<String, String> base(Draw draw) {
    Map<String, String> data = new TreeMap<>(draw.from(RECORDED));
    if (draw.oneIn(2)) {
      data.put("zones", "of a later version");
    }
    return data;
  }

  @Override
  public Map<String, String> changed(Map<String, String> data, Draw draw) {
    return Mutations.data(data, KEYS, draw);
  }

  @Override
  public String shown(Map<String, String> data) {
    return Checks.shown(data);
  }

  @Override
  public Outcome judge(Map<String, String> data) {
    Schedule read;
    try {
      read = ScheduleData.read(data);
    } catch (IllegalArgumentException e) {
      return refused(String.valueOf(e.getMessage()));
    }
    return kept(data, read);
  }

  private static Outcome refused(String why) {
    Checks checks = new Checks();
    checks.that(KEYS.stream().anyMatch(key -> why.startsWith(key + ": ")), "names no key: " + why);
    checks.that(why.contains("allowed: "), "does not say what is allowed: " + why);
    checks.reason(why);
    return checks.or(new Outcome.Rejected(why));
  }

  private Outcome kept(Map<String, String> data, Schedule read) {
    Checks checks = new Checks();
    checks.that(
        KubernetesNames.dnsLabelProblem(read.deployment().namespace()).isEmpty(),
        "no name of a namespace: " + read.deployment());
    checks.that(
        read.deployment().name().matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?"),
        "no name of a Deployment: " + read.deployment());
    StoredSchedule stored =
        new StoredSchedule("n", "u", "1", Instant.EPOCH, read, ScheduleData.others(data));
    Map<String, String> written = writer.apply(stored, read);
    checks.equal(ScheduleData.read(written), read, "read again");
    checks.that(
        written.entrySet().containsAll(ScheduleData.others(data).entrySet()),
        "keys of a later version are lost");
    for (Phase phase : Phase.values()) {
      if (phase != Phase.RELEASING) {
        Schedule next = read.in(phase);
        Map<String, String> later = writer.apply(stored.with(next), next);
        checks.equal(ScheduleData.read(later), next, "read again in " + phase);
        checks.equal(ScheduleData.others(later), ScheduleData.others(data), "of a later version");
      }
    }
    for (String list : List.of("held", "costs", "hpa")) {
      checks.equal(pairs(written, list), pairs(data, list), "pairs of " + list);
    }
    return checks.or(new Outcome.Accepted());
  }

  private static long pairs(Map<String, String> data, String key) {
    return Arrays.stream(data.getOrDefault(key, "").trim().split(" +"))
        .filter(pair -> !pair.isEmpty())
        .count();
  }
}
