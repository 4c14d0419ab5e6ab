// GroundTruth
