package io.github.spotaware.fuzz.data;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.DeploymentOverrides;
import io.github.spotaware.config.InvalidValue;
import io.github.spotaware.fuzz.input.Draw;
import io.github.spotaware.fuzz.input.Mutations;
import io.github.spotaware.fuzz.run.Kind;
import io.github.spotaware.fuzz.run.Outcome;
import io.github.spotaware.validation.DeploymentChange;
import io.github.spotaware.validation.DeploymentValidation;
import io.github.spotaware.validation.ReviewedDeployment;
import io.github.spotaware.validation.Surroundings;
import io.github.spotaware.validation.Validation;
import io.github.spotaware.workload.RollingUpdateBounds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The annotations of a protected Deployment: as they come, and where they slipped past. */
public final class AnnotationsKind implements Kind<Map<String, String>> {
  private static final Map<String, String> ALL =
      Map.of(
          Annotations.SCALE_DOWN_DELAY,
          "60",
          Annotations.HOLD_SECONDS,
          "10",
          Annotations.MAX_HOLD,
          "600",
          Annotations.SCALE_DOWN_MODE,
          "handoff",
          "deployment.kubernetes.io/revision",
          "1");

  private static final Configuration CONFIGURATION = Configuration.defaults();

  @Override
  public String name() {
    return "annotations";
  }

  @Override
  public Map<String, String> base(Draw draw) {
    return draw.oneIn(3) ? Map.of() : ALL;
  }

  @Override
  public Map<String, String> changed(Map<String, String> annotations, Draw draw) {
    return Mutations.data(annotations, Annotations.KNOWN, draw);
  }

  @Override
  public String shown(Map<String, String> annotations) {
    return Checks.shown(annotations);
  }

  @Override
  public Outcome judge(Map<String, String> annotations) {
    Checks checks = new Checks();
    DeploymentOverrides overrides = DeploymentOverrides.parse(annotations);
    Configuration effective = overrides.applyTo(CONFIGURATION);
    checks.equal(overrides.applyTo(effective), effective, "applied twice");
    Map<String, String> good = new TreeMap<>(annotations);
    for (InvalidValue value : overrides.invalid()) {
      checks.that(Annotations.KNOWN.contains(value.key()), "no annotation of ours");
      checks.equal(value.value(), annotations.getOrDefault(value.key(), ""), "the value named");
      checks.reason(value.message());
      good.remove(value.key());
    }
    checks.equal(
        DeploymentOverrides.parse(good).applyTo(CONFIGURATION), effective, "the good ones alone");
    return admitted(annotations, overrides, checks);
  }

  private static Outcome admitted(
      Map<String, String> annotations, DeploymentOverrides overrides, Checks checks) {
    ReviewedDeployment after = deployment(annotations);
    Validation fresh =
        DeploymentValidation.decide(new DeploymentChange(Optional.empty(), after), CONFIGURATION);
    Validation unchanged =
        DeploymentValidation.decide(new DeploymentChange(Optional.of(after), after), CONFIGURATION);
    checks.that(
        unchanged instanceof Validation.Accepted, "a change of something else is " + unchanged);
    List<String> warnings =
        DeploymentValidation.warnings(after, Surroundings.fromMemory(false), CONFIGURATION);
    for (InvalidValue value : overrides.invalid()) {
      checks.that(
          warnings.stream().anyMatch(warning -> warning.contains(value.key())),
          "no warning about " + value.key() + " where it slipped past");
    }
    return switch (fresh) {
      case Validation.Rejected(List<InvalidValue> values) -> {
        checks.equal(values.size(), overrides.invalid().size(), "what is rejected");
        values.forEach(value -> checks.reason(value.message()));
        yield checks.or(
            new Outcome.Rejected(
                values.stream().map(InvalidValue::message).collect(Collectors.joining("; "))));
      }
      case Validation.Accepted _ -> {
        checks.that(overrides.invalid().isEmpty(), "accepted: " + overrides.invalid());
        yield checks.or(new Outcome.Accepted());
      }
      case Validation.Ignored _ -> new Outcome.Wrong("a protected Deployment is ignored");
    };
  }

  private static ReviewedDeployment deployment(Map<String, String> annotations) {
    return new ReviewedDeployment(
        "shop",
        "web",
        Map.of("spot-aware", "enabled"),
        annotations,
        false,
        1,
        false,
        RollingUpdateBounds.DEFAULT,
        Duration.ZERO,
        Duration.ofMinutes(10),
        Set.of(),
        Set.of(),
        true);
  }
}
