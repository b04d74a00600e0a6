"""What the kernel is asked to refuse: Landlock, seccomp, namespaces, resource limits. Linux only but for `rlimits`."""
