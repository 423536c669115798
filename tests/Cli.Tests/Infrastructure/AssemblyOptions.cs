// Commands run in a folder of their own, and a process has but one current folder.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
