package io.github.spotaware.e2e.contract;

import org.junit.jupiter.api.Nested;

/** The contract, kept by the real control plane. */
final class RealContractE2E extends ClusterContract {
  private static final RunningCluster CLUSTER = RunningCluster.real();

  @Override
  ContractCluster cluster() {
    return CLUSTER.get();
  }

  /** The embedded cluster has neither protobuf nor a schema: it says so with a 415 and a 404. */
  @Nested
  final class KubectlSchemas extends KubectlSchemaContract {
    @Override
    ContractCluster cluster() {
      return CLUSTER.get();
    }
  }
}
