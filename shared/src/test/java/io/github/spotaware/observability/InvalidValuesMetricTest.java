package io.github.spotaware.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.InvalidValue;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The gauge shows the values that are not allowed now, and can be scraped whatever they are. */
class InvalidValuesMetricTest {
  private final Metrics metrics = new Metrics();

  private List<Labels> shown() {
    return metrics.registry().scrape().stream()
        .filter(family ->
            family.getMetadata().getPrometheusName().equals("spot_aware_config_invalid_value"))
        .flatMap(family -> ((GaugeSnapshot) family).getDataPoints().stream())
        .map(GaugeSnapshot.GaugeDataPointSnapshot::getLabels)
        .toList();
  }

  @Test
  void aMistakeThatIsReplacedByAnotherIsNotShownAnyMore() {
    metrics.invalidValues(List.of(new InvalidValue("max-hold", "x", "a number")));
    metrics.invalidValues(List.of(new InvalidValue("dry-run", "y", "true, false")));

    assertThat(shown())
        .containsExactly(Labels.of("key", "dry-run", "value", "y", "allowed", "true, false"));
  }

  @Test
  void aLongValueIsCut() {
    metrics.invalidValues(List.of(new InvalidValue("max-hold", "x".repeat(1_000_000), "a number")));

    assertThat(shown())
        .singleElement()
        .extracting(each -> each.get("value"))
        .asString()
        .hasSize(101);
  }
}
