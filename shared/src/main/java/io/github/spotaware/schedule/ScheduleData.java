package io.github.spotaware.schedule;

import io.github.spotaware.config.InvalidValue;
import io.github.spotaware.selector.KubernetesNames;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A schedule as ConfigMap data. The first five keys are those that users of the shell version know;
 * the values are meant to be read with {@code kubectl get -o yaml}.
 */
public final class ScheduleData {
  static final String DEPLOYMENT = "deployment";
  static final String NAMESPACE = "namespace";
  static final String SCHEDULED_TIME = "scheduled_time";
  static final String ORIGINAL_REPLICAS = "original_replicas";
  static final String CURRENT_REPLICAS = "current_replicas";
  static final String UID = "uid";
  static final String PHASE = "phase";
  static final String TICKET = "ticket";
  static final String SEQUENCE = "sequence";
  static final String HELD = "held";
  static final String TRIGGER = "trigger";
  static final String HPA = "hpa";
  static final String COSTS = "costs";
  static final String ADOPTED = "adopted";
  static final String VICTIM = "victim";

  /** Between field managers, whose names may have any other printable character. */
  private static final String LINE = "\n";

  /** Written where the user had no value of its own. */
  private static final String NONE = "none";

  /**
   * In {@link #HPA} before the UID of a ScaledObject, {@code ScaledObject/NAME/UID=VALUE}. To a
   * version that does not know it all of that is the UID of an HPA, which no HPA has: it keeps the
   * entry, writes to no HPA, and leaves the ScaledObject to one that does.
   */
  private static final String SCALED_OBJECT = "ScaledObject/";

  private static final Set<String> KEYS =
      Set.of(
          DEPLOYMENT,
          NAMESPACE,
          SCHEDULED_TIME,
          ORIGINAL_REPLICAS,
          CURRENT_REPLICAS,
          UID,
          PHASE,
          TICKET,
          SEQUENCE,
          HELD,
          TRIGGER,
          HPA,
          COSTS,
          ADOPTED,
          VICTIM);

  private ScheduleData() {}

  public static Map<String, String> write(Schedule schedule) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put(DEPLOYMENT, schedule.deployment().name());
    data.put(NAMESPACE, schedule.deployment().namespace());
    data.put(SCHEDULED_TIME, Long.toString(schedule.scheduledTime().getEpochSecond()));
    data.put(ORIGINAL_REPLICAS, Integer.toString(Schedule.ORIGINAL_REPLICAS));
    data.put(CURRENT_REPLICAS, Integer.toString(Schedule.SURGED_REPLICAS));
    data.put(UID, schedule.deploymentUid());
    data.put(PHASE, schedule.phase().text());
    data.put(SEQUENCE, Long.toString(schedule.lastSequence()));
    schedule
        .ticket()
        .ifPresent(ticket ->
            data.put(
                TICKET, ticket.podUid() + " " + ticket.sequence() + " " + ticket.origin().text()));
    data.put(HELD, join(schedule.held(), firstHeld -> Long.toString(firstHeld.getEpochSecond())));
    data.put(TRIGGER, schedule.trigger());
    schedule
        .autoscaler()
        .ifPresent(hpa ->
            data.put(
                HPA, subject(hpa) + "=" + hpa.minReplicas().map(String::valueOf).orElse(NONE)));
    data.put(COSTS, join(schedule.costs(), cost -> cost.orElse(NONE)));
    if (!schedule.adopted().isEmpty()) {
      data.put(ADOPTED, String.join(LINE, new TreeSet<>(schedule.adopted())));
    }
    schedule.victim().ifPresent(podUid -> data.put(VICTIM, podUid));
    return data;
  }

  /** The data of an update: what a later version has added to what was read stays. */
  public static Map<String, String> write(StoredSchedule from, Schedule to) {
    Map<String, String> data = write(to);
    data.putAll(from.others());
    return data;
  }

  /** The data of all keys that {@link #read} does not look at. */
  public static Map<String, String> others(Map<String, String> data) {
    Map<String, String> others = new TreeMap<>(data);
    others.keySet().removeAll(KEYS);
    return others;
  }

  /**
   * @throws IllegalArgumentException naming the key, the value and what is allowed; nothing is
   *     guessed from half a schedule
   */
  public static Schedule read(Map<String, String> data) {
    Phase phase = Phase.parse(required(data, PHASE));
    only(data, ORIGINAL_REPLICAS, Schedule.ORIGINAL_REPLICAS);
    only(data, CURRENT_REPLICAS, Schedule.SURGED_REPLICAS);
    long sequence = number(SEQUENCE, data.getOrDefault(SEQUENCE, "0"));
    return new Schedule(
        deployment(data),
        required(data, UID),
        phase,
        seconds(SCHEDULED_TIME, required(data, SCHEDULED_TIME)),
        sequence,
        ticket(data, phase, sequence),
        values(data, HELD, held -> seconds(HELD, held)),
        data.getOrDefault(TRIGGER, ""),
        autoscaler(data),
        values(data, COSTS, ScheduleData::optional),
        data.getOrDefault(ADOPTED, "")
            .lines()
            .filter(manager -> !manager.isBlank())
            .collect(Collectors.toSet()),
        Optional.ofNullable(data.get(VICTIM)).map(String::trim).filter(uid -> !uid.isEmpty()));
  }

  /**
   * A later version may raise from other counts: one that is taken for 1 would be lowered to it.
   */
  private static void only(Map<String, String> data, String key, int count) {
    String value = data.getOrDefault(key, Integer.toString(count));
    if (number(key, value) != count) {
      throw notAllowed(key, value, Integer.toString(count));
    }
  }

  private static Optional<Ticket> ticket(Map<String, String> data, Phase phase, long sequence) {
    String text = data.getOrDefault(TICKET, "").trim();
    if (text.isEmpty() != (phase != Phase.RELEASING)) {
      throw notAllowed(TICKET, text, "a ticket exactly in phase Releasing");
    }
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Ticket ticket = ticket(text);
    if (ticket.sequence() > sequence) {
      throw notAllowed(
          SEQUENCE,
          Long.toString(sequence),
          "a number not below the ticket's " + ticket.sequence());
    }
    return Optional.of(ticket);
  }

  private static Ticket ticket(String text) {
    String[] parts = text.split(" +");
    try {
      if (parts.length == 3) {
        return new Ticket(parts[0], Long.parseLong(parts[1]), Phase.parse(parts[2]));
      }
    } catch (IllegalArgumentException e) {
      // Reported below, with the key and the whole value.
    }
    throw notAllowed(
        TICKET, text, "POD-UID SEQUENCE PHASE, with a sequence from 1, and not Releasing");
  }

  private static Optional<AutoscalerBackup> autoscaler(Map<String, String> data) {
    Map<String, Optional<Integer>> backups =
        values(data, HPA, value -> optional(value).map(min -> integer(HPA, min)));
    if (backups.size() > 1) {
      throw notAllowed(HPA, data.getOrDefault(HPA, ""), "one UID=VALUE pair");
    }
    return backups.entrySet().stream()
        .findFirst()
        .map(entry -> autoscaler(entry.getKey(), entry.getValue(), data.getOrDefault(HPA, "")));
  }

  private static String subject(AutoscalerBackup backup) {
    return backup.scaledObject().map(name -> SCALED_OBJECT + name + "/").orElse("") + backup.uid();
  }

  /** Neither a name nor a UID has a slash in it. */
  private static AutoscalerBackup autoscaler(
      String subject, Optional<Integer> minimum, String whole) {
    if (!subject.contains("/")) {
      return new AutoscalerBackup(subject, minimum);
    }
    String[] parts = subject.split("/", -1);
    if (!subject.startsWith(SCALED_OBJECT)
        || parts.length != 3
        || parts[1].isEmpty()
        || parts[2].isEmpty()) {
      throw notAllowed(HPA, whole, "UID or " + SCALED_OBJECT + "NAME/UID before the =");
    }
    return AutoscalerBackup.ofScaledObject(parts[1], parts[2], minimum);
  }

  /** Both names become parts of URLs. */
  static DeploymentRef deployment(Map<String, String> data) {
    return new DeploymentRef(
        name(data, NAMESPACE, "the name of a namespace", KubernetesNames::dnsLabelProblem),
        name(data, DEPLOYMENT, "the name of a Deployment", KubernetesNames::subdomainProblem));
  }

  private static String name(
      Map<String, String> data,
      String key,
      String what,
      Function<String, Optional<String>> problemOf) {
    String name = required(data, key);
    problemOf
        .apply(name)
        .ifPresent(problem -> {
          throw notAllowed(key, name, what + " (" + problem + ")");
        });
    return name;
  }

  static String required(Map<String, String> data, String key) {
    String value = data.getOrDefault(key, "");
    String trimmed = value.trim();
    if (trimmed.isBlank()) {
      throw notAllowed(key, value, "a value; the key is required");
    }
    return trimmed;
  }

  static Instant seconds(String key, String value) {
    return Instant.ofEpochSecond(number(key, value));
  }

  private static long number(String key, String value) {
    try {
      long number = Long.parseLong(value.trim());
      if (number >= 0 && number <= 253_402_300_799L) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, with the key.
    }
    throw notAllowed(key, value, "a whole number, 0 or more");
  }

  private static int integer(String key, String value) {
    long number = number(key, value);
    if (number > Integer.MAX_VALUE) {
      throw notAllowed(key, value, "a whole number, 0 or more, of 32 bits");
    }
    return (int) number;
  }

  private static Optional<String> optional(String value) {
    return value.equals(NONE) ? Optional.empty() : Optional.of(value);
  }

  private static <V> String join(Map<String, V> map, Function<V, String> valueText) {
    return new TreeMap<>(map)
        .entrySet().stream()
            .map(e -> e.getKey() + "=" + valueText.apply(e.getValue()))
            .collect(Collectors.joining(" "));
  }

  private static <V> Map<String, V> values(
      Map<String, String> data, String key, Function<String, V> parse) {
    String text = data.getOrDefault(key, "");
    Map<String, V> map = new TreeMap<>();
    Arrays.stream(text.trim().split(" +"))
        .filter(entry -> !entry.isEmpty())
        .forEach(entry -> {
          int equals = entry.indexOf('=');
          // Control characters, tabs among them: at an end of the text they would be trimmed off.
          if (equals < 1
              || equals == entry.length() - 1
              || entry.chars().anyMatch(Character::isISOControl)) {
            throw notAllowed(key, text, "UID=VALUE pairs, separated by a space");
          }
          V value = parse.apply(entry.substring(equals + 1));
          if (map.put(entry.substring(0, equals), value) != null) {
            throw notAllowed(key, text, "UID=VALUE pairs, one for each UID");
          }
        });
    return map;
  }

  static IllegalArgumentException notAllowed(String key, String value, String allowed) {
    return new IllegalArgumentException(new InvalidValue(key, value, allowed).message());
  }
}
