"""What is taught: programmes, courses, lessons, drafts and editions, course bundles.

Here: reading and writing bundles, giving courses out and bringing them in (exchange), rendering a
lesson into blocks, publishing an edition.
Not here: pages that show progress (portal), the trainer's pages (studio), who has to learn
what (enrolments).
"""
