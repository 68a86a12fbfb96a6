package load

func deviceOf(string) uint64 { return 0 }
