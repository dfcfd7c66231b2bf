package io.github.spotaware.fuzz.data;

import io.github.spotaware.fuzz.input.Draw;
import io.github.spotaware.fuzz.input.Mutations;
import io.github.spotaware.fuzz.input.Scalars;
import io.github.spotaware.fuzz.run.Kind;
import io.github.spotaware.fuzz.run.Outcome;
import io.github.spotaware.schedule.LegacyObject;
import io.github.spotaware.schedule.LegacySchedule;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.ScheduleData;
import io.github.spotaware.schedule.StoredLegacySchedule;
import io.github.spotaware.selector.KubernetesNames;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** ConfigMaps that the shell version left in our namespace. */
public final class LegacyKind implements Kind<LegacyKind.Left> {
  /** One of them. */
  public record Left(String name, Map<String, String> data) {}

  private static final List<Left> BASES =
      List.of(
          new Left(
              "scale-down-web",
              Map.of(
                  "deployment", "web",
                  "namespace", "shop",
                  "scheduled_time", "1767269100",
                  "original_replicas", "1",
                  "current_replicas", "2")),
          new Left("cordon-processed-node-1", Map.of("processed", "true")),
          new Left("scaling-lock-web", Map.of()),
          new Left("something-else", Map.of("a", "b")));

  private static final List<String> KEYS =
      List.of(
          "deployment",
          "namespace",
          "scheduled_time",
          "original_replicas",
          "current_replicas",
          "uid",
          "phase");

  @Override
  public String name() {
    return "legacy-schedules";
  }

  @Override
  public Left base(Draw draw) {
    return draw.oneIn(4) ? draw.from(BASES) : BASES.getFirst();
  }

  @Override
  public Left changed(Left input, Draw draw) {
    return draw.oneIn(8)
        ? new Left(Scalars.changed(input.name(), draw), input.data())
        : new Left(input.name(), Mutations.data(input.data(), KEYS, draw));
  }

  @Override
  public String shown(Left input) {
    return Checks.escaped(input.name()) + Checks.shown(input.data());
  }

  @Override
  public Outcome judge(Left input) {
    Optional<LegacyObject> object =
        LegacyObject.of(input.name(), "uid", "1", Instant.EPOCH, input.data());
    return object.isEmpty()
        ? foreign(input)
        : switch (object.get()) {
          case LegacyObject.Surge(StoredLegacySchedule stored) -> adopted(input, stored);
          case LegacyObject.Unreadable(String name, String uid, String why) -> {
            Checks checks = new Checks();
            checks.equal(name, input.name(), "its name");
            checks.that(
                KEYS.stream().anyMatch(key -> why.startsWith(key + ": ")), "names no key: " + why);
            checks.that(why.contains("allowed: "), "does not say what is allowed: " + why);
            checks.reason(why);
            yield checks.or(new Outcome.Rejected(why));
          }
          case LegacyObject.Leftover leftover ->
              new Outcome.Rejected("a leftover: " + leftover.name());
        };
  }

  private static Outcome foreign(Left input) {
    return input.name().startsWith("scale-down-")
        ? new Outcome.Wrong("named like a schedule, and nothing is said about it")
        : new Outcome.Rejected("none of the shell version's");
  }

  private static Outcome adopted(Left input, StoredLegacySchedule stored) {
    LegacySchedule content = stored.content();
    Checks checks = new Checks();
    checks.equal(
        input.name(), LegacySchedule.nameOf(content.deployment().name()), "the ConfigMap's name");
    checks.that(
        KubernetesNames.dnsLabelProblem(content.deployment().namespace()).isEmpty(),
        "no name of a namespace: " + content.deployment());
    checks.equal(
        input.data().getOrDefault("original_replicas", "").trim(), "1", "the count to return to");
    checks.equal(
        input.data().getOrDefault("current_replicas", "").trim(), "2", "the count taken over");
    checks.that(
        !input.data().containsKey("uid") && !input.data().containsKey("phase"),
        "one of ours without its label is taken for the shell version's");
    Schedule ours = Schedule.adopt(content, "uid-web", "x", Set.of("kubectl-patch"));
    checks.equal(ScheduleData.read(ScheduleData.write(ours)), ours, "what it becomes");
    checks.equal(ours.scheduledTime(), content.scheduledTime(), "its due time");
    return checks.or(new Outcome.Accepted());
  }
}
