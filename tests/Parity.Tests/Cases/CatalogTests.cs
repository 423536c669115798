using Interop.Parity.Cases;
using Interop.Parity.Engines;
using Interop.Parity.Recording;

namespace Interop.Parity.Tests.Cases;

public class CatalogTests
{
    [Fact]
    public void Every_case_has_a_name_of_its_own_and_says_its_parameters()
    {
        Assert.Equal(CaseCatalog.All.Count, CaseCatalog.All.Select(parityCase => parityCase.FullName).Distinct().Count());
        Assert.All(CaseCatalog.All, parityCase => Assert.NotEmpty(parityCase.Parameters));
        Assert.Equal(
            ["layers", "activations", "networks", "losses", "optimizers", "schedules", "clipping", "regularization", "metrics", "random", "initializers", "dropout", "batch-normalization", "training"],
            CaseCatalog.All.Select(parityCase => parityCase.Family).Distinct());
    }

    [Fact]
    public void Every_case_is_recorded_or_published()
    {
        var recorded = new RecordedEngine(ReferenceFolder.Shipped);
        IParityEngine[] references = [recorded, ReferenceFolder.OpenPyTorch(ReferenceFolder.Shipped)!, new PublishedEngine()];
        Assert.All(CaseCatalog.All, parityCase => Assert.True(references.Any(reference => reference.WhyNot(parityCase) is null), parityCase.FullName));
    }

    [Fact]
    public void Every_record_is_of_a_case()
    {
        var names = CaseCatalog.All.Select(parityCase => parityCase.FullName).ToHashSet();
        Assert.All(new RecordedEngine(ReferenceFolder.Shipped).CaseNames, name => Assert.Contains(name, names));
        Assert.All(ReferenceFolder.OpenPyTorch(ReferenceFolder.Shipped)!.CaseNames, name => Assert.Contains(name, names));
    }

    [Fact]
    public void Records_say_who_made_them()
    {
        Assert.Matches(@"^TorchSharp 0\.106\.0 over libtorch 1\.13\.1 \(built from source\), recorded \d{4}-\d\d-\d\d$", new RecordedEngine(ReferenceFolder.Shipped).Producer);
    }

    [Theory]
    [InlineData("mse", 9)]
    [InlineData("losses/mse*mean*", 5)]
    [InlineData("LOSSES/MSE-values-none-6x5", 1)]
    [InlineData("no such case", 0)]
    public void A_filter_is_a_part_of_the_name_or_a_pattern_for_all_of_it(string filter, int expected)
    {
        Assert.Equal(expected, CaseCatalog.Matching(filter).Count);
    }

    [Fact]
    public void Inputs_are_the_same_numbers_on_every_machine()
    {
        // The first outputs of SplitMix64 from seed 0: 0xE220A8397B1DCDAF and 0x6E789E6AA1B965F4, published with the generator (Vigna, splitmix64.c).
        var tensor = new InputNumbers(0).Uniform([2], 0, 1);
        Assert.Equal([0xE220A8 / 16777216f, 0x6E789E / 16777216f], tensor.ToArray());
    }
}
