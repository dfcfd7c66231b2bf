// CRDs of others that the manifests and tests use. ./build reads them from their modules; none is copied into this repo.
module github.com/spot-aware/spot-aware-scaler/e2e/control-plane/crds

go 1.26.0

require (
	github.com/aws/karpenter-provider-aws v1.14.1
	github.com/cert-manager/cert-manager v1.20.0
	github.com/kedacore/keda/v2 v2.20.2
	github.com/prometheus-operator/prometheus-operator v0.92.1
)
