namespace Losses.References;

/// <summary>The eight documented losses, in the order of the tables.</summary>
public static class DocumentedLosses
{
    public static IReadOnlyList<DocumentedLoss> All { get; } =
    [
        new("cosine after a transformation", "cosine-transform.json",
            p => CosineTransform.Similarity(p.Matrix("M"), p.Vector("x"), p.Vector("y")),
            (p, d) => CosineTransform.SimilarityGradient(
                p.Matrix("M"), p.Vector("x"), p.Vector("y"),
                d.Matrix("M"), d.Vector("x"), d.Vector("y")),
            (p, seed, d) => CosineTransform.SimilarityAdjoint(
                p.Matrix("M"), p.Vector("x"), p.Vector("y"), seed,
                d.Matrix("M"), d.Vector("x"), d.Vector("y")),
            new("by hand", ["M"], (p, d) => CosineTransform.SimilarityByHand(
                p.Matrix("M"), p.Vector("x"), p.Vector("y"), d.Matrix("M"))),
            [],
            () => LargerInputs.CosineTransform(512), "M 512×512"),

        new("cosine in an inner product", "cosine-inner-product.json",
            p => CosineInnerProduct.Similarity(p.Matrix("A"), p.Vector("x"), p.Vector("y")),
            (p, d) => CosineInnerProduct.SimilarityGradient(
                p.Matrix("A"), p.Vector("x"), p.Vector("y"),
                d.Matrix("A"), d.Vector("x"), d.Vector("y")),
            (p, seed, d) => CosineInnerProduct.SimilarityAdjoint(
                p.Matrix("A"), p.Vector("x"), p.Vector("y"), seed,
                d.Matrix("A"), d.Vector("x"), d.Vector("y")),
            new("by hand", ["A"], (p, d) => CosineInnerProduct.SimilarityByHand(
                p.Matrix("A"), p.Vector("x"), p.Vector("y"), d.Matrix("A"))),
            [],
            () => LargerInputs.CosineInnerProduct(512), "A 512×512"),

        new("gated pairs", "gated-pairs.json",
            p => GatedPairs.Score(p.Vector("h"), p.Matrix("phi"), p.Count("N")),
            (p, d) => GatedPairs.ScoreGradient(p.Vector("h"), p.Matrix("phi"), p.Count("N"), d.Matrix("phi")),
            (p, seed, d) => GatedPairs.ScoreAdjoint(p.Vector("h"), p.Matrix("phi"), p.Count("N"), seed, d.Matrix("phi")),
            new("by hand", ["phi"], (p, d) => GatedPairs.ScoreByHand(
                p.Vector("h"), p.Matrix("phi"), p.Count("N"), d.Matrix("phi"))),
            [
                new("gated pairs, question: summation index as free index", ["phi"], (p, d) => GatedPairs.AsPublished.ScoreWrongInTheQuestion(
                    p.Vector("h"), p.Matrix("phi"), p.Count("N"), d.Matrix("phi"))),
                new("gated pairs, answer: deltas replaced by φ_kl", ["phi"], (p, d) => GatedPairs.AsAnswered.ScoreWrongInTheAnswer(
                    p.Vector("h"), p.Matrix("phi"), p.Count("N"), d.Matrix("phi"))),
            ],
            () => LargerInputs.GatedPairs(500, 500, 64), "N = M = 500, K 64"),

        new("word2vec, negative samples", "word2vec.json",
            p => Word2Vec.LogLikelihood(
                p.Matrix("Vc"), p.Matrix("Vw"), p.Indices("centers"), p.Indices("contexts"),
                p.Indices("negCenters"), p.Indices("negContexts")),
            (p, d) => Word2Vec.LogLikelihoodGradient(
                p.Matrix("Vc"), p.Matrix("Vw"), p.Indices("centers"), p.Indices("contexts"),
                p.Indices("negCenters"), p.Indices("negContexts"), d.Matrix("Vc"), d.Matrix("Vw")),
            (p, seed, d) => Word2Vec.LogLikelihoodAdjoint(
                p.Matrix("Vc"), p.Matrix("Vw"), p.Indices("centers"), p.Indices("contexts"),
                p.Indices("negCenters"), p.Indices("negContexts"), seed, d.Matrix("Vc"), d.Matrix("Vw")),
            new("by hand", ["Vc", "Vw"], (p, d) => Word2Vec.LogLikelihoodByHand(
                p.Matrix("Vc"), p.Matrix("Vw"), p.Indices("centers"), p.Indices("contexts"),
                p.Indices("negCenters"), p.Indices("negContexts"), d.Matrix("Vc"), d.Matrix("Vw"))),
            [
                new("word2vec: σ(t) = 1/(1+e^t) with σ' = σ(1−σ)", ["Vc", "Vw"], (p, d) => Word2Vec.AsPublished.LogLikelihoodWrong(
                    p.Matrix("Vc"), p.Matrix("Vw"), p.Indices("centers"), p.Indices("contexts"),
                    p.Indices("negCenters"), p.Indices("negContexts"), d.Matrix("Vc"), d.Matrix("Vw"))),
            ],
            () => LargerInputs.Word2Vec(10_000, 128, 20_000, 5), "10k words×128, 20k pairs"),

        new("bilinear form", "bilinear.json",
            p => Bilinear.Form(p.Vector("vc"), p.Matrix("B"), p.Vector("vw")),
            (p, d) => Bilinear.FormGradient(
                p.Vector("vc"), p.Matrix("B"), p.Vector("vw"),
                d.Vector("vc"), d.Matrix("B"), d.Vector("vw")),
            (p, seed, d) => Bilinear.FormAdjoint(
                p.Vector("vc"), p.Matrix("B"), p.Vector("vw"), seed,
                d.Vector("vc"), d.Matrix("B"), d.Vector("vw")),
            new("by hand", ["B"], (p, d) => Bilinear.FormByHand(
                p.Vector("vc"), p.Matrix("B"), p.Vector("vw"), d.Matrix("B"))),
            [
                new("bilinear form: indices exchanged", ["B"], (p, d) => Bilinear.AsPublished.FormWrong(
                    p.Vector("vc"), p.Matrix("B"), p.Vector("vw"), d.Matrix("B"))),
            ],
            () => LargerInputs.Bilinear(512, 512), "B 512×512"),

        new("matrix factorisation", "matrix-factorisation.json",
            p => MatrixFactorisation.Loss(p.Matrix("P"), p.Matrix("U"), p.Matrix("V"), p.Number("lam")),
            (p, d) => MatrixFactorisation.LossGradient(
                p.Matrix("P"), p.Matrix("U"), p.Matrix("V"), p.Number("lam"),
                d.Matrix("P"), d.Matrix("U"), d.Matrix("V"), out d.Number("lam")),
            (p, seed, d) => MatrixFactorisation.LossAdjoint(
                p.Matrix("P"), p.Matrix("U"), p.Matrix("V"), p.Number("lam"), seed,
                d.Matrix("P"), d.Matrix("U"), d.Matrix("V"), ref d.Number("lam")),
            new("by hand", ["U", "V"], (p, d) => MatrixFactorisation.LossByHand(
                p.Matrix("P"), p.Matrix("U"), p.Matrix("V"), p.Number("lam"), d.Matrix("U"), d.Matrix("V"))),
            [
                new("factorisation: sign of ∇_U f", ["U"], (p, d) => MatrixFactorisation.LossWrongForU(
                    p.Matrix("P"), p.Matrix("U"), p.Matrix("V"), p.Number("lam"), d.Matrix("U"))),
                new("factorisation: sign of ∇_V f", ["V"], (p, d) => MatrixFactorisation.LossWrongForV(
                    p.Matrix("P"), p.Matrix("U"), p.Matrix("V"), p.Number("lam"), d.Matrix("V"))),
            ],
            () => LargerInputs.MatrixFactorisation(300, 300, 32), "P 300×300, d 32"),

        new("L1 orthogonality", "orthogonality.json",
            p => Orthogonality.Penalty(p.Cube("Phi"), p.Number("beta")),
            (p, d) => Orthogonality.PenaltyGradient(
                p.Cube("Phi"), p.Number("beta"), d.Cube("Phi"), out d.Number("beta")),
            (p, seed, d) => Orthogonality.PenaltyAdjoint(
                p.Cube("Phi"), p.Number("beta"), seed, d.Cube("Phi"), ref d.Number("beta")),
            new("by hand", ["Phi"], (p, d) => Orthogonality.PenaltyByHand(
                p.Cube("Phi"), p.Number("beta"), d.Cube("Phi"))),
            [],
            () => LargerInputs.Orthogonality(64, 16, 64), "Φ 64×16×64"),

        new("softmax, Frobenius norm", "softmax-frobenius.json",
            p => SoftmaxFrobenius.Loss(p.Matrix("W"), p.Matrix("Z"), p.Matrix("beta"), p.Matrix("D")),
            (p, d) => SoftmaxFrobenius.LossGradient(
                p.Matrix("W"), p.Matrix("Z"), p.Matrix("beta"), p.Matrix("D"),
                d.Matrix("W"), d.Matrix("Z"), d.Matrix("beta"), d.Matrix("D")),
            (p, seed, d) => SoftmaxFrobenius.LossAdjoint(
                p.Matrix("W"), p.Matrix("Z"), p.Matrix("beta"), p.Matrix("D"), seed,
                d.Matrix("W"), d.Matrix("Z"), d.Matrix("beta"), d.Matrix("D")),
            new("by hand", ["W"], (p, d) => SoftmaxFrobenius.LossByHand(
                p.Matrix("W"), p.Matrix("Z"), p.Matrix("beta"), p.Matrix("D"), d.Matrix("W"))),
            [
                new("softmax, question: no factor 2", ["W"], (p, d) => SoftmaxFrobenius.AsPublished.LossWrong(
                    p.Matrix("W"), p.Matrix("Z"), p.Matrix("beta"), p.Matrix("D"), d.Matrix("W"))),
            ],
            () => LargerInputs.SoftmaxFrobenius(128, 50, 1000, 10), "W 128×50, Z 128×1000"),
    ];
}
