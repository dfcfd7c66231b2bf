package io.github.spotaware.simulation.cluster.object;

import java.util.Map;

/** A ConfigMap; a schedule is one. */
public record ConfigMap(Meta meta, Map<String, String> data) implements ApiObject<ConfigMap> {
  @Override
  public Kind<ConfigMap> kind() {
    return Kind.CONFIG_MAP;
  }

  @Override
  public ConfigMap with(Meta newMeta) {
    return new ConfigMap(newMeta, data);
  }

  public ConfigMap with(Map<String, String> newData) {
    return new ConfigMap(meta, newData);
  }

  @Override
  public boolean sameSpec(ConfigMap before) {
    return true;
  }

  @Override
  public String summary() {
    return data.toString();
  }
}
